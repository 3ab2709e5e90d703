"""How many have chosen an option of a question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, text

from eventmgr.event.forms.limits import Option, chosen, limits_of
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.models import IS_LIVE, Registration
from eventmgr.ground.db import db


def count_chosen(event_id: int, options: Collection[Option], *, but: int | None = None) -> dict[Option, int]:
    """Live registrations that hold each of these options; one statement, none where nothing is asked for.

    Args:
        but: the number of a registration that does not count.
    """
    others = [] if but is None else [Registration.id != but]
    return _counted(event_id, options, text(IS_LIVE), *others)


def count_answers(event_id: int, options: Collection[Option]) -> dict[Option, int]:
    """Registrations in any state that hold each of these answers, the value `""` standing for any answer to the field; one
    statement."""
    return _counted(event_id, options)


def _counted(event_id: int, options: Collection[Option], *where: Any) -> dict[Option, int]:
    asked = sorted(options)
    if not asked:
        return {}
    counts = [func.coalesce(func.sum(case((_holds(*option), 1), else_=0)), 0) for option in asked]
    query = select(*counts).where(Registration.event_id == event_id, *where)
    return dict(zip(asked, map(int, db.session.execute(query).one()), strict=True))


def _holds(field: str, value: str) -> ColumnElement[bool]:
    """The answer is that value, or a list with it among others; both databases give a list as JSON text."""
    answer: ColumnElement[Any] = Registration.answers[field].as_string()
    if not value:
        return answer.is_not(None)
    return or_(answer == value, answer.contains(f'"{value}"', autoescape=True))


class HeldOptions:
    """What is held of the options with a limit at one event: read once behind its lock for hundreds who choose, kept true by
    `change`."""

    def __init__(self, event_id: int) -> None:
        self.questions = list_questions(event_id)
        self.limits = limits_of(self.questions)
        self.taken = count_chosen(event_id, self.limits)
        self.has_changed = False

    def change(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Somebody's answers were `before` and are `after` now."""
        held, wanted = chosen(before, self.limits), chosen(after, self.limits)
        for option in held - wanted:
            self.taken[option] -= 1
        for option in wanted - held:
            self.taken[option] += 1
        self.has_changed |= held != wanted
