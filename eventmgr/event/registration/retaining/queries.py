"""What registrations of past events still hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select

from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import DOCUMENT
from eventmgr.event.forms.queries import KeptAnswers, list_kept_answers
from eventmgr.event.registration.counting.queries import count_answers
from eventmgr.event.registration.models import FormerPerson, Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS, day_after, months_later


@dataclass(frozen=True)
class Kept:
    """What an event's registrations still hold: so many with a name, so many of them whose stay was not looked at."""

    event_id: int
    slug: str
    stay_until: datetime
    until: datetime
    stays: int
    named: int


def list_kept(*, ended_before: datetime | None = None, event_id: int | None = None) -> list[Kept]:
    """Every event with registrations that still hold something and may let go of it, by its end; or that one event."""
    stays = func.sum(case((Registration.stay_deleted_at.is_(None), 1), else_=0))
    query = (
        select(Event.id, Event.slug, Event.ends_at, Event.retention_months, stays, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.forgotten_at.is_(None))
        .group_by(Event.id, Event.slug, Event.ends_at, Event.retention_months)
        .order_by(Event.ends_at, Event.id)
    )
    if ended_before is not None:
        query = query.where(Event.ends_at < ended_before, Event.id.not_in(held_events()))
    if event_id is not None:
        query = query.where(Event.id == event_id)
    return [
        Kept(number, slug, months_later(ends_at, TRAVEL_MONTHS), months_later(ends_at, months), int(open_stays), n)
        for number, slug, ends_at, months, open_stays, n in db.session.execute(query)
    ]


def list_named(event_id: int, *, limit: int, with_stay: bool = False) -> Sequence[Registration]:
    """Registrations of the event that still hold a name (`with_stay`: whose stay was not looked at), by number."""
    query = select(Registration).where(Registration.event_id == event_id, Registration.forgotten_at.is_(None))
    if with_stay:
        query = query.where(Registration.stay_deleted_at.is_(None))
    rows = query.order_by(Registration.id).limit(limit).execution_options(populate_existing=True)
    return db.session.scalars(rows).all()


def count_stays(event_id: int) -> int:
    """How many registrations of the event hold an answer about lodging, travel or diet."""
    query = select(func.count()).where(Registration.event_id == event_id, Registration.sensitive.is_not(None))
    return db.session.scalar(query) or 0


@dataclass(frozen=True)
class DueAnswers:
    """Answers of an event to one question whose time ends at `until`; so many registrations hold one."""

    event_id: int
    slug: str
    name: str
    until: datetime
    n: int


def list_answers(*, ended_before: datetime | None = None, event_id: int | None = None) -> list[DueAnswers]:
    """Answers with a period of their own that are still held, by when they go; of all events that had ended by then, or
    of one. One statement for each event that has some."""
    by_event: dict[int, list[KeptAnswers]] = {}
    for answers in list_kept_answers(event_id):
        by_event.setdefault(answers.event_id, []).append(answers)
    events = select(Event.id, Event.slug, Event.ends_at).where(Event.id.in_(by_event))
    if ended_before is not None:
        events = events.where(Event.ends_at < ended_before, Event.id.not_in(held_events()))
    due = []
    for number, slug, ends_at in db.session.execute(events):
        counts = count_answers(number, [(answers.name, "") for answers in by_event[number]])
        for answers in by_event[number]:
            if counts[answers.name, ""]:
                until = ends_at + timedelta(days=answers.keep_days)
                due.append(DueAnswers(number, slug, answers.name, until, counts[answers.name, ""]))
    return sorted(due, key=lambda answers: (answers.until, answers.event_id, answers.name))


@dataclass(frozen=True)
class DueDocuments:
    """Numbers of identity documents that an event still holds: so many, until its last day is over."""

    event_id: int
    slug: str
    until: datetime
    n: int


def list_documents(*, by: datetime | None = None, event_id: int | None = None) -> list[DueDocuments]:
    """Events that hold numbers of identity documents, by when they go: of all that had ended `by` then and may let go
    of them, or of one. A change that is asked for counts where it names one."""
    event = (Event.id, Event.slug, Event.ends_at, Event.timezone)
    held = (
        select(*event, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.id_document.is_not(None))
        .group_by(*event)
    )
    asked = (
        select(*event, Registration.requested_change)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.id_document.is_(None), Registration.change_requested_at.is_not(None))
    )
    counts: dict[tuple[int, str, datetime], int] = {}
    for number, slug, ends_at, zone, n in db.session.execute(_of_events(held, by, event_id)):
        counts[number, slug, day_after(ends_at, zone)] = int(n)
    for number, slug, ends_at, zone, wanted in db.session.execute(_of_events(asked, by, event_id)):
        key = (number, slug, day_after(ends_at, zone))
        counts[key] = counts.get(key, 0) + _names_document(wanted)
    due = [DueDocuments(*key, n) for key, n in counts.items() if n]
    return sorted(due, key=lambda kept: (kept.until, kept.event_id))


def list_withheld(*, limit: int | None = None) -> list[Registration]:
    """Registrations that keep answers whose consent was withdrawn, of events that may let go of them, by number."""
    query = select(Registration).where(Registration.withheld.is_not(None), Registration.event_id.not_in(held_events()))
    return list(db.session.scalars(query.order_by(Registration.id).limit(limit)))


def count_former(event_id: int) -> int:
    """How many people passed on a place of the event and are set aside."""
    query = select(func.count()).select_from(FormerPerson).where(FormerPerson.event_id == event_id)
    return int(db.session.scalar(query) or 0)


def list_former(event_id: int) -> list[FormerPerson]:
    """All of them, by when they left."""
    query = select(FormerPerson).where(FormerPerson.event_id == event_id)
    return list(db.session.scalars(query.order_by(FormerPerson.left_at, FormerPerson.id)))


def list_former_due(*, limit: int | None = None) -> list[FormerPerson]:
    """Those of events that may let go of them, by number."""
    query = select(FormerPerson).where(FormerPerson.event_id.not_in(held_events()))
    return list(db.session.scalars(query.order_by(FormerPerson.id).limit(limit)))


def _of_events(query: Any, by: datetime | None, event_id: int | None) -> Any:
    if by is not None:
        query = query.where(Event.ends_at < by, Event.id.not_in(held_events()))
    return query if event_id is None else query.where(Event.id == event_id)


def list_with_document(event_id: int, *, limit: int) -> list[Registration]:
    """The first registrations of the event that hold the number of a document, or a request that names one."""
    rows = select(Registration).where(Registration.event_id == event_id).order_by(Registration.id)
    rows = rows.execution_options(populate_existing=True)
    held = db.session.scalars(rows.where(Registration.id_document.is_not(None)).limit(limit)).all()
    asked = rows.where(Registration.id_document.is_(None), Registration.change_requested_at.is_not(None))
    naming = [row for row in db.session.scalars(asked) if _names_document(row.requested_change)]
    return [*held, *naming][:limit]


def _names_document(wanted: Mapping[str, object]) -> bool:
    return any(field in wanted for field in DOCUMENT)


def list_with_answer(event_id: int, names: Collection[str], *, limit: int) -> Sequence[Registration]:
    """Registrations of the event that hold an answer to one of these, by number."""
    held = or_(*(Registration.answers[name].as_string().is_not(None) for name in sorted(names)))
    query = select(Registration).where(Registration.event_id == event_id, held)
    rows = query.order_by(Registration.id).limit(limit).execution_options(populate_existing=True)
    return db.session.scalars(rows).all()


def list_held() -> list[str]:
    """The addresses of the events of which nothing is deleted for now."""
    return list(db.session.scalars(select(Event.slug).where(Event.id.in_(held_events())).order_by(Event.slug)))
