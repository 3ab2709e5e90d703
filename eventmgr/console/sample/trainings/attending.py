"""A training that is over: hours of its lessons, who came to which, and certificates of those who attended enough."""

from __future__ import annotations

import uuid
from datetime import timedelta
from random import Random

from eventmgr.console.sample.registering import Entry
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.output.papers.certificates.numbers import name_digest, new_number
from eventmgr.output.papers.certificates.queries import list_attended
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.programme.checkin.statements import add_acts
from eventmgr.programme.training.models import Training, TrainingSession
from eventmgr.programme.training.services import note_of, proposed
from eventmgr.tools.log.services import Act, Actor

_MISSED = 0.06
"""So often somebody who came to the training was not at a lesson."""
_SHORT = 3
"""So many left after the first day."""
_NAMESPACE = uuid.UUID("0bd5a1c2-93a6-4f7e-9a52-5c3fd2c0f7a1")


def add_training(event: Event, office: Actor, seed: int) -> list[Entry]:
    """Hours, attendance, certificates; what the trail says of them."""
    planned = Act(office, event.created_at + timedelta(hours=1))
    issued = Act(office, event.ends_at - timedelta(minutes=20))
    draft = proposed(list_items(event.id))
    lessons = [item for item in list_items(event.id) if item.id in draft.tenths]
    db.session.add(Training(event_id=event.id, threshold=draft.threshold, created_at=planned.at))
    lists = [_lesson(event, item, draft.tenths[item.id], planned) for item in lessons]
    db.session.flush()
    people = list_attended(event.id)
    _attend(
        event,
        [(row.id, item) for row, item in zip(lists, lessons, strict=True)],
        [attendee.registration_id for attendee in people],
        seed,
    )
    db.session.flush()
    done = 0
    for attendee in list_attended(event.id):
        if attendee.is_due and attendee.standing is not None:
            done += 1
            number = new_number(event.starts_at.year, event.id, done)
            db.session.add(
                Certificate(
                    event_id=event.id,
                    registration_id=attendee.registration_id,
                    number=number,
                    name_digest=name_digest(number, attendee.name),
                    tenths=attendee.standing.tenths,
                    issued_at=issued.at,
                )
            )
    db.session.flush()
    name = event.title["zh"]
    return [
        Entry(planned, "training_set", event, event.id, name, {"threshold": [None, draft.threshold]}),
        Entry(issued, "certificates_issued", event, event.id, name, {"rows": [None, done]}),
    ]


def _lesson(event: Event, item: AgendaItem, tenths: int, planned: Act) -> CheckinList:
    """Its hours, which the agenda says, and its list."""
    item.note = note_of(tenths)
    db.session.add(TrainingSession(item_id=item.id, event_id=event.id, tenths=tenths))
    row = CheckinList(
        event_id=event.id, kind=ListKind.SESSION, title=dict(item.title), item_id=item.id, created_at=planned.at
    )
    db.session.add(row)
    return row


def _attend(event: Event, lists: list[tuple[int, AgendaItem]], people: list[int], seed: int) -> None:
    """Acts of the desk at the beginning of each lesson."""
    random, rows = Random(seed), []
    first_day = min(item.starts_at for _number, item in lists).date()
    for number, item in lists:
        for rank, person in enumerate(people):
            left = rank < _SHORT and item.starts_at.date() > first_day
            if left or random.random() < _MISSED:
                continue
            at = item.starts_at - timedelta(seconds=random.randint(10, 900))
            key = str(uuid.uuid5(_NAMESPACE, f"{item.uid} {rank}"))
            rows.append(
                {
                    "key": key,
                    "kind": CheckinKind.IN,
                    "list_id": number,
                    "device_id": None,
                    "registration_id": person,
                    "walk_in_id": None,
                    "undoes": "",
                    "note": "",
                    "uncounted": None,
                    "at": at,
                    "told_at": at,
                    "received_at": at,
                    "by_name": "",
                }
            )
    add_acts(event.id, rows)
