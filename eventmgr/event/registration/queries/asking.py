"""What an event's form asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import make_transient_to_detached

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event, EventStatus, InvitedUnit
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import mode
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types
from eventmgr.event.forms.queries import list_questions
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.lru import Lru
from eventmgr.ground.prepared import Prepared

_MOST_KEPT = 256


@dataclass(frozen=True)
class Form:
    """The form of an event that visitors may know of."""

    event: Event
    """A handle: its columns are read at first use, as a rule by the lock."""
    event_id: int
    asked: Asked


def _print_statement() -> Select[Any]:
    """Everything that shapes an event's form, as a few texts: two forms are alike if these are."""

    def joined(*columns: Any) -> Any:
        text: Any = cast(columns[0], Text)
        for column in columns[1:]:
            text = text + "\t" + cast(column, Text)
        return func.aggregate_strings(text, "\n")

    question = Question
    shape = (question.key, question.kind, cast(question.required, Integer), question.position)
    here = Event.id
    return select(
        Event.id,
        Event.status,
        cast(Event.fields, Text),
        cast(Event.id_purpose, Text),
        Event.takes_guests,
        cast(Event.participant_types, Text),
        cast(Event.approval, Text),
        Event.needs_unit_word,
        Event.timezone,
        select(joined(InvitedUnit.unit_code)).where(InvitedUnit.event_id == here).scalar_subquery(),
        select(joined(*shape, question.label, question.help, question.options, question.rules))
        .where(question.event_id == here)
        .scalar_subquery(),
        select(joined(AgendaItem.id, AgendaItem.title, AgendaItem.starts_at))
        .where(AgendaItem.event_id == here, AgendaItem.kind == ItemKind.GROUP, AgendaItem.is_cancelled.is_(False))
        .scalar_subquery(),
    ).where(Event.slug == bindparam("slug"))


_PRINT = Prepared(_print_statement())
# Measured: reading the form anew takes 15 % more processor time per registration (docs/inside/performance.md).
_kept: Lru[tuple[Any, ...], Asked] = Lru(_MOST_KEPT)


def get_form(slug: str) -> Form:
    """The form of that event; one statement where a form alike was read before, on a connection of its own, so that
    no reading transaction has to end before the writing one begins.

    Raises:
        NotFound: there is no such event, or it is a draft.
    """
    with db.engine.connect() as connection:
        if not is_sqlite():
            connection.execution_options(isolation_level="AUTOCOMMIT")
        rows = _PRINT.rows({"slug": slug[:80]}, connection)
    if not rows or rows[0][1] is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    number, _status, *shape = rows[0]
    event = _handle(number)
    asked = _kept.get_or_make((number, *shape), lambda: get_asked(event))
    return Form(event, number, asked)


def _handle(event_id: int) -> Event:
    """The event of that number, which is there, without reading it."""
    known: Event | None = db.session.identity_map.get(db.session.identity_key(Event, event_id))
    if known is not None:
        return known
    event = Event(id=event_id)
    make_transient_to_detached(event)
    db.session.add(event)
    return event


def get_asked(event: Event) -> Asked:
    """Invited units, questions in order, and discussion groups where the event asks for one; two or three
    statements."""
    units = select(InvitedUnit.unit_code).where(InvitedUnit.event_id == event.id)
    return Asked(
        fields=dict(event.fields),
        units=tuple(sorted(db.session.scalars(units))),
        takes_guests=event.takes_guests,
        questions=tuple(list_questions(event.id)),
        groups=_groups(event.id) if mode(event.fields, "group") != "off" else (),
        types=types_of(event),
        id_purpose=dict(event.id_purpose),
    )


def list_group_titles(event_id: int) -> dict[str, dict[str, str]]:
    """Value of the answer `group` → title, in the order of the agenda; groups that were taken out too."""
    query = (
        select(AgendaItem.id, AgendaItem.title)
        .where(AgendaItem.event_id == event_id, AgendaItem.kind == ItemKind.GROUP)
        .order_by(AgendaItem.is_cancelled, AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )
    return {str(number): title for number, title in db.session.execute(query)}


def get_types(event_id: int) -> Types:
    """The types of participants of the event of that number; the house's where it is gone."""
    event = db.session.get(Event, event_id)
    return HOUSE_TYPES if event is None else types_of(event)


def _groups(event_id: int) -> tuple[tuple[str, dict[str, str]], ...]:
    query = (
        select(AgendaItem.id, AgendaItem.title)
        .where(AgendaItem.event_id == event_id, AgendaItem.kind == ItemKind.GROUP, AgendaItem.is_cancelled.is_(False))
        .order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )
    return tuple((str(number), title) for number, title in db.session.execute(query))
