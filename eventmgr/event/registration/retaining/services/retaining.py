"""Registrations whose time is over: the stay some months after the event, everything personal after the event's own
period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.forms.answer_files.services import forget_files
from eventmgr.event.forms.answer_files.services import settle as settle_files
from eventmgr.event.forms.kinds.sealed import is_marked
from eventmgr.event.registration.changing.requested import files_of
from eventmgr.event.registration.retaining.queries import (
    Kept,
    list_answers,
    list_documents,
    list_former_due,
    list_kept,
    list_named,
    list_with_answer,
    list_with_document,
    list_withheld,
)
from eventmgr.event.registration.retaining.services.forgetting import blank, drop_document
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.event.registration.states import drop_request
from eventmgr.ground.db import db
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Unreadable
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import SYSTEM, Act, hide_values, record

_STAY = "gender"
"""A plain answer whose purpose ends with the stay: the pairing of shared rooms."""


def _stay_due(at: datetime) -> list[Due]:
    kept = list_kept(ended_before=at)
    return [Due(row.slug, row.stay_until, row.stays) for row in kept if row.stay_until <= at and row.stays]


def _records_due(at: datetime) -> list[Due]:
    return [Due(row.slug, row.until, row.named) for row in list_kept(ended_before=at) if row.until <= at]


def delete_stays(at: datetime, limit: int) -> int:
    """Lodging, travel and diet of at most `limit` registrations go; the trail of the event says how many held any."""
    return _step(at, limit, lambda row: row.stay_until <= at and row.stays > 0, _delete_stays)


def delete_records(at: datetime, limit: int) -> int:
    """Everything personal of at most `limit` registrations goes; they count on."""
    return _step(at, limit, lambda row: row.until <= at, _delete_records)


def _step(at: datetime, limit: int, is_due: Callable[[Kept], bool], do: Callable[[Event, datetime, int], int]) -> int:
    done = 0
    for row in list_kept(ended_before=at):
        if done < limit and is_due(row):
            event = db.session.get_one(Event, row.event_id)
            lock(event)
            done += do(event, at, limit - done)
    return done


def _delete_stays(event: Event, at: datetime, limit: int) -> int:
    rows = list_named(event.id, limit=limit, with_stay=True)
    held = 0
    for row in rows:
        held += bool(row.sensitive) or _STAY in row.answers
        row.sensitive, row.stay_deleted_at = {}, at
        drop_request(row)
        row.answers = {name: answer for name, answer in row.answers.items() if name != _STAY and not is_marked(answer)}
    registrations_forgotten.send([row.id for row in rows], at=at, sealed_only=True)
    if held:
        record(Act(SYSTEM, at), "stay_deleted", event, event_id=event.id, changes={"registrations": [None, held]})
    return len(rows)


def _delete_records(event: Event, at: datetime, limit: int) -> int:
    rows = list_named(event.id, limit=limit)
    blank(rows, at=at)
    record(Act(SYSTEM, at), "records_deleted", event, event_id=event.id, changes={"registrations": [None, len(rows)]})
    return len(rows)


def _answers_due(at: datetime) -> list[Due]:
    return [Due(kept.slug, kept.until, kept.n) for kept in list_answers(ended_before=at) if kept.until <= at]


def delete_answers(at: datetime, limit: int) -> int:
    """Answers to questions whose own time is over go from at most `limit` registrations, and from what the change log
    says of them; the trail of the event says from how many."""
    due: dict[int, list[str]] = {}
    for kept in list_answers(ended_before=at):
        if kept.until <= at:
            due.setdefault(kept.event_id, []).append(kept.name)
    done = 0
    for event_id, names in due.items():
        if done < limit:
            event = db.session.get_one(Event, event_id)
            lock(event)
            done += _delete_answers(event, names, at, limit - done)
    return done


def _delete_answers(event: Event, names: Collection[str], at: datetime, limit: int) -> int:
    rows = list_with_answer(event.id, names, limit=limit)
    for row in rows:
        row.answers = {name: answer for name, answer in row.answers.items() if name not in names}
        if not isinstance(row.sensitive, Unreadable) and set(names) & row.sensitive.keys():
            row.sensitive = {name: answer for name, answer in row.sensitive.items() if name not in names}
        drop_request(row)
    forget_files([row.id for row in rows], names)
    hide_values(list_entries_about("registration", [row.id for row in rows]), {f"answers.{name}" for name in names})
    changes = {"registrations": [None, len(rows)], "questions": [None, len(names)]}
    record(Act(SYSTEM, at), "answers_deleted", event, event_id=event.id, changes=changes)
    return len(rows)


def _documents_due(at: datetime) -> list[Due]:
    return [Due(kept.slug, kept.until, kept.n) for kept in list_documents(by=at) if kept.until <= at]


def delete_documents(at: datetime, limit: int) -> int:
    """Numbers of identity documents go from at most `limit` registrations once the event's last day is over: check-in
    is closed then. The trail of the event says from how many."""
    done = 0
    for kept in list_documents(by=at):
        if done < limit and kept.until <= at:
            event = db.session.get_one(Event, kept.event_id)
            lock(event)
            done += _delete_documents(event, at, limit - done)
    return done


def _delete_documents(event: Event, at: datetime, limit: int) -> int:
    rows = list_with_document(event.id, limit=limit)
    for row in rows:
        drop_document(row)
    registrations_forgotten.send([row.id for row in rows], at=at, sealed_only=True)
    changes = {"registrations": [None, len(rows)]}
    record(Act(SYSTEM, at), "documents_deleted", event, event_id=event.id, changes=changes)
    return len(rows)


def _withheld_due(at: datetime) -> list[Due]:
    counts = Counter(row.event.slug for row in list_withheld())
    return [Due(slug, at, number) for slug, number in sorted(counts.items())]


def delete_withheld(_at: datetime, limit: int) -> int:
    """Answers whose consent was withdrawn while a hold stopped their deletion go from at most `limit` registrations,
    once it does no longer."""
    rows = list_withheld(limit=limit)
    for row in rows:
        row.withheld = {}
    return len(rows)


def _former_due(at: datetime) -> list[Due]:
    counts = Counter(former.event.slug for former in list_former_due())
    return [Due(slug, at, number) for slug, number in sorted(counts.items())]


def delete_former(_at: datetime, limit: int) -> int:
    """What at most `limit` people said whose place passed to somebody else while a hold stopped deletion goes, with
    their files, once it does no longer."""
    rows = list_former_due(limit=limit)
    for former in rows:
        now = files_of(former.registration)
        settle_files(former.event_id, former.registration_id, now, [dict(former.said.get("answers", {}))])
        db.session.delete(former)
    db.session.flush()
    return len(rows)


PERIODS = (
    Period("former", _l("People who passed their place on during a legal hold"), _former_due, delete_former),
    Period("withheld", _l("Answers whose consent was withdrawn during a legal hold"), _withheld_due, delete_withheld),
    Period("documents", _l("Numbers of identity documents"), _documents_due, delete_documents),
    Period("answers", _l("Answers to questions with their own retention period"), _answers_due, delete_answers),
    Period("stay", _l("Accommodation, travel and dietary requirements"), _stay_due, delete_stays),
    Period("records", _l("Names and everything else personal in registrations"), _records_due, delete_records),
)
