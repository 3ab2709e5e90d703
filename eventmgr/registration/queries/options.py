"""How many have chosen an option of a question."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, case, func, or_, select, text

from eventmgr.db import db
from eventmgr.forms.limits import Option
from eventmgr.registration.models import IS_LIVE, Registration


def count_chosen(event_id: int, options: Collection[Option], *, but: int | None = None) -> dict[Option, int]:
    """Live registrations that hold each of these options; one statement, none where nothing is asked for.

    Args:
        but: the number of a registration that does not count.
    """
    asked = sorted(options)
    if not asked:
        return {}
    counts = [func.coalesce(func.sum(case((_holds(*option), 1), else_=0)), 0) for option in asked]
    query = select(*counts).where(Registration.event_id == event_id, text(IS_LIVE))
    if but is not None:
        query = query.where(Registration.id != but)
    return dict(zip(asked, map(int, db.session.execute(query).one()), strict=True))


def _holds(field: str, value: str) -> ColumnElement[bool]:
    """The answer is that value, or a list with it among others; both databases give a list as JSON text."""
    answer = Registration.answers[field].as_string()
    return or_(answer == value, answer.contains(f'"{value}"', autoescape=True))
