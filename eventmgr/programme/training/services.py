"""The verbs of trainings: which hours count, and how many are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.agenda.services import tell
from eventmgr.event.events.derived.calendar_entry import in_language
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.identity.accounts.models import User
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.services import bind_lists
from eventmgr.programme.training import queries
from eventmgr.programme.training.hours import USUAL_THRESHOLD, hours_in_words, proposed_tenths
from eventmgr.programme.training.models import Training, TrainingSession
from eventmgr.tools.log.services import Act, record

TAUGHT = (ItemKind.TALK, ItemKind.PANEL, ItemKind.GROUP)
"""Kinds of items whose hours are proposed to count."""


@dataclass(frozen=True)
class TrainingDraft:
    """What was typed: percent that is needed, and agenda item → hours in tenths, of those that count."""

    threshold: int
    tenths: Mapping[int, int]


def proposed(items: Iterable[AgendaItem]) -> TrainingDraft:
    """What is usual for an agenda: lessons count by their length, four fifths are needed."""
    taught = [item for item in items if item.kind in TAUGHT]
    parents = {item.parent_id for item in taught}
    hours = {item.id: proposed_tenths(item.starts_at, item.ends_at) for item in taught if item.id not in parents}
    return TrainingDraft(USUAL_THRESHOLD, hours)


def set_up(event: Event, draft: TrainingDraft, *, act: Act) -> None:
    """Hours count from now on as typed; each session has a check-in list, and the agenda says its hours. The event is
    locked."""
    training, before = queries.find_training(event.id), queries.list_sessions(event.id)
    old = {"threshold": training.threshold if training else None, "hours": _recorded(before)}
    if training is None:
        training = Training(event_id=event.id, created_at=act.at, threshold=draft.threshold)
        db.session.add(training)
    training.threshold = draft.threshold
    items = {item.id: item for item in list_items(event.id)}
    for number, row in before.items():
        if number not in draft.tenths:
            db.session.delete(row)
            _tell(event, items, number, 0, act=act)
    for number, tenths in draft.tenths.items():
        if number in before:
            before[number].tenths = tenths
        else:
            db.session.add(TrainingSession(item_id=number, event_id=event.id, tenths=tenths))
        _tell(event, items, number, tenths, act=act)
    db.session.flush()
    bind_lists(event, [items[number] for number in draft.tenths], ListKind.SESSION, act=act)
    new = {"threshold": training.threshold, "hours": _recorded(queries.list_sessions(event.id))}
    changes = {key: [old[key], new[key]] for key in new if old[key] != new[key]}
    if changes:
        record(act, "training_set", event, event_id=event.id, changes=changes)


def copy_training(copy: Event, source: Event, items: Mapping[int, AgendaItem], *, act: Act) -> None:
    """The copy of an event counts the same hours.

    Args:
        items: number of an agenda item of the source → its copy.
    """
    training = queries.find_training(source.id)
    if training is None:
        return
    db.session.add(Training(event_id=copy.id, created_at=act.at, threshold=training.threshold))
    for number, row in queries.list_sessions(source.id).items():
        if number in items:
            db.session.add(TrainingSession(item_id=items[number].id, event_id=copy.id, tenths=row.tenths))


def note_export(user: User, year: int, rows: int, *, act: Act) -> None:
    """Who took the hours of a year, and of how many people."""
    changes = {"training_year": [None, year], "rows": [None, rows]}
    record(act, "hours_exported", user, object_name=user.name, changes=changes)


def _tell(event: Event, items: Mapping[int, AgendaItem], number: int, tenths: int, *, act: Act) -> None:
    """The agenda says the hours of a session, in both languages."""
    if number in items:
        tell(event, items[number], act=act, note=note_of(tenths) if tenths else {})


def note_of(tenths: int) -> dict[str, str]:
    """What the agenda says of a session, in both languages."""
    note = {}
    for language in LANGUAGES:
        with in_language(language):
            note[language] = _("Training hours: %(hours)s", hours=hours_in_words(tenths))
    return note


def _recorded(sessions: Mapping[int, TrainingSession]) -> str:
    """All hours as the trail tells them."""
    return hours_in_words(sum(row.tenths for row in sessions.values())) if sessions else ""
