"""What an event's form asks."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.agenda.models import AgendaItem, ItemKind
from eventmgr.db import db
from eventmgr.events.models import Event, InvitedUnit, Question
from eventmgr.events.receipt import mode
from eventmgr.registration.asking import Asked, AskedQuestion


def get_asked(event: Event) -> Asked:
    """Invited units, questions in order, and discussion groups where the event asks for one; two or three
    statements."""
    units = select(InvitedUnit.unit_code).where(InvitedUnit.event_id == event.id)
    return Asked(
        units=tuple(sorted(db.session.scalars(units))),
        questions=tuple(list_questions(event.id)),
        groups=_groups(event.id) if mode(event.fields, "group") != "off" else (),
    )


def list_questions(event_id: int) -> list[AskedQuestion]:
    """The event's own questions, in the order in which they are asked."""
    query = (
        select(Question.key, Question.kind, Question.label, Question.help, Question.options, Question.required)
        .where(Question.event_id == event_id)
        .order_by(Question.position, Question.id)
    )
    return [AskedQuestion(*row) for row in db.session.execute(query)]


def _groups(event_id: int) -> tuple[tuple[str, dict[str, str]], ...]:
    query = (
        select(AgendaItem.id, AgendaItem.title)
        .where(AgendaItem.event_id == event_id, AgendaItem.kind == ItemKind.GROUP, AgendaItem.is_cancelled.is_(False))
        .order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )
    return tuple((str(number), title) for number, title in db.session.execute(query))
