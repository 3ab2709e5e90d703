"""From seats to rows: people, organizations, registrations, consents, counts and their trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventmgr.agenda.models import AgendaItem
from eventmgr.db import db
from eventmgr.directory import statements as directory
from eventmgr.events.models import Event
from eventmgr.forms.fields import SEALED
from eventmgr.log.models import ActorKind
from eventmgr.log.services import Act, Actor, record
from eventmgr.privacy.consents import PROCESSING, SENSITIVE
from eventmgr.privacy.models import Consent
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.quotas.statements import count
from eventmgr.registration import statements
from eventmgr.registration.content.applicant import identity_key, last_four
from eventmgr.registration.models import Registration, Source
from eventmgr.sample.people.seat import Seat
from eventmgr.signup.models import Signup, SignupState
from eventmgr.taxonomy import name_key, sort_key
from eventmgr.text import folded

NAME_PUBLISHED = "name_published"


@dataclass(frozen=True)
class Entry:
    """A line of the trail, kept until all of them can be written in the order of time."""

    act: Act
    action: str
    obj: Any
    event_id: int
    name: str
    changes: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def seat_all(event: Event, seats: list[Seat], groups: list[AgendaItem], office: Actor) -> list[Entry]:
    """Add the registrations of an event; flushed.

    Args:
        groups: its discussion groups, in order.

    Returns:
        what the trail has to say about them.
    """
    rows = [_registration(event, seat, [str(group.id) for group in groups]) for seat in seats]
    db.session.add_all(rows)
    db.session.flush()
    by_seat = {id(seat): row for seat, row in zip(seats, rows, strict=True)}
    for seat, row in zip(seats, rows, strict=True):
        if seat.twin:
            row.looks_like_id = by_seat[id(seat.twin)].id
        db.session.add_all(_consents(seat, row))
    count(event.id, [(statements.cell_of(row), 1) for row in rows])
    for group in groups:
        db.session.add_all(_signups(group, rows))
    db.session.flush()
    return [entry for seat, row in zip(seats, rows, strict=True) for entry in _trail(event, seat, row, office)]


def write_trail(entries: list[Entry]) -> None:
    """The audit trail in the order of time."""
    for entry in sorted(entries, key=lambda entry: (entry.act.at, entry.event_id, entry.action, entry.name)):
        record(
            entry.act, entry.action, entry.obj, event_id=entry.event_id, object_name=entry.name,
            changes=entry.changes, reason=entry.reason,
        )  # fmt: skip
    db.session.flush()


def _registration(event: Event, seat: Seat, groups: list[str]) -> Registration:
    human = seat.human
    organization_id = directory.add_organization(
        seat.organization, folded(seat.organization), pinyin_key=sort_key(seat.organization), province=human.province,
        sector=human.sector, by_office=True, at=seat.created_at,
    )  # fmt: skip
    key = name_key(seat.name)
    person_id = directory.add_person(
        seat.name, seat.mobile, pinyin_key=key, email=human.email, organization_id=organization_id, at=seat.created_at
    )
    answers = dict(seat.answers)
    if seat.group is not None and groups:
        answers["group"] = groups[seat.group]
    return Registration(
        event_id=event.id,
        person_id=person_id,
        organization_id=organization_id,
        status=seat.status,
        role=human.role,
        source=seat.source,
        name=seat.name,
        pinyin_key=key,
        organization_name=seat.organization,
        unit_code=human.unit,
        province_code=human.province,
        sector_code=human.sector,
        title=human.title,
        mobile=seat.mobile,
        mobile_last4=last_four(seat.mobile),
        email=human.email,
        rank=seat.rank,
        answers={name: value for name, value in answers.items() if name not in SEALED},
        sensitive={name: value for name, value in answers.items() if name in SEALED},
        identity_key=identity_key(seat.mobile, seat.name),
        reason=_reason(seat),
        office_note=seat.office_note,
        created_at=seat.created_at,
        changed_at=seat.steps[-1].at if seat.steps else seat.created_at,
        confirmed_at=_since(seat, *HOLDING),
        attended_at=_since(seat, Status.ATTENDED),
    )


def _signups(group: AgendaItem, rows: list[Registration]) -> list[Signup]:
    """Places in the group, first come first, and its waiting list."""
    chosen = [row for row in rows if row.answers.get("group") == str(group.id) and row.status in HOLDING]
    chosen.sort(key=lambda row: row.confirmed_at or row.created_at)
    places = len(chosen) if group.capacity is None else group.capacity
    states = [SignupState.HELD if number < places else SignupState.WAITING for number in range(len(chosen))]
    return [
        Signup(registration_id=row.id, item_id=group.id, state=state, asked_at=row.confirmed_at or row.created_at)
        for row, state in zip(chosen, states, strict=True)
    ]


def _reason(seat: Seat) -> str:
    return seat.steps[-1].reason if seat.steps else ""


def _since(seat: Seat, *states: Status) -> datetime | None:
    """When the seat first came to one of `states`; None if it never did."""
    if seat.first in states:
        return seat.created_at
    return next((step.at for step in seat.steps if step.status in states), None)


def _consents(seat: Seat, row: Registration) -> list[Consent]:
    def consent(purpose: str, withdrawn_at: datetime | None = None) -> Consent:
        return Consent(
            registration_id=row.id,
            purpose=purpose,
            notice_version=1,
            given_at=seat.created_at,
            withdrawn_at=withdrawn_at,
        )

    found = [consent(PROCESSING)]
    if seat.answers.get("diet"):
        found.append(consent(SENSITIVE))
    if seat.publishes_name:
        found.append(consent(NAME_PUBLISHED, seat.consent_withdrawn_at))
    return found


def _trail(event: Event, seat: Seat, row: Registration, office: Actor) -> list[Entry]:
    person = Actor(ActorKind.PARTICIPANT, row.id, seat.name)
    first = person if seat.source is Source.SELF else office
    changes = {"status": [None, seat.first.value], "source": [None, seat.source.value]}
    entries = [Entry(Act(first, seat.created_at), "registered", row, event.id, seat.name, changes)]
    for step in seat.steps:
        act = Act(person if step.by_person else office, step.at)
        entries.append(Entry(act, step.action, row, event.id, seat.name, step.changes, step.reason))
    if seat.consent_withdrawn_at:
        act = Act(person, seat.consent_withdrawn_at)
        entries.append(Entry(act, "consent_withdrawn", row, event.id, seat.name))
    return entries
