"""From planned registrations to rows: people, organizations, registrations, consents, counts and their trail."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from eventmgr.console.sample import queries
from eventmgr.console.sample.people.organizations import in_english
from eventmgr.console.sample.people.planned_registration import PlannedRegistration
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import DOCUMENT, ENCRYPTED, SEALED, mode
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.statements import count
from eventmgr.event.registration import statements
from eventmgr.event.registration.applicant import identity_key, last_four
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.directory import statements as directory
from eventmgr.identity.directory.likeness import organization_key, person_key
from eventmgr.identity.privacy.consents import PROCESSING, SENSITIVE, STAY, STAY_PLAN
from eventmgr.identity.privacy.models import Consent
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor, Changes, Recorded, record
from eventmgr.tools.taxonomy import name_key, sort_key
from eventmgr.tools.taxonomy.sizes import SizeClass

NAME_PUBLISHED = "name_published"


@dataclass(frozen=True)
class Entry:
    """A line of the trail, kept until all of them can be written in the order of time."""

    act: Act
    action: str
    obj: Recorded
    event_id: int | None
    name: str
    changes: Changes = field(default_factory=dict)
    reason: str = ""


def add_registrations(
    event: Event, all_planned: list[PlannedRegistration], groups: list[AgendaItem], office: Actor
) -> list[Entry]:
    """Add the registrations of an event; flushed.

    Args:
        groups: its discussion groups, in order.

    Returns:
        what the trail has to say about them.
    """
    rows = [_registration(event, planned, [str(group.id) for group in groups]) for planned in all_planned]
    _name_in_english(sorted({folded(planned.organization) for planned in all_planned}))
    db.session.add_all(rows)
    db.session.flush()
    row_of = {id(planned): row for planned, row in zip(all_planned, rows, strict=True)}
    for planned, row in zip(all_planned, rows, strict=True):
        if planned.twin:
            row.looks_like_id = row_of[id(planned.twin)].id
        db.session.add_all(_consents(planned, row))
    count(event.id, [(statements.cell_of(row), 1) for row in rows])
    for group in groups:
        db.session.add_all(_signups(group, rows))
    db.session.flush()
    return [
        entry for planned, row in zip(all_planned, rows, strict=True) for entry in _trail(event, planned, row, office)
    ]


def write_trail(entries: list[Entry], *, until: datetime) -> None:
    """The audit trail in the order of time; nothing was done later than `until`."""
    for entry in sorted(entries, key=lambda entry: (entry.act.at, entry.event_id or 0, entry.action, entry.name)):
        act = replace(entry.act, at=min(entry.act.at, until))
        record(
            act,
            entry.action,
            entry.obj,
            event_id=entry.event_id,
            object_name=entry.name,
            changes=entry.changes,
            reason=entry.reason,
        )
    db.session.flush()


def _registration(event: Event, planned: PlannedRegistration, groups: list[str]) -> Registration:
    human = planned.human
    key = name_key(planned.name)
    stored = directory.find_or_add(
        {
            "name": planned.name,
            "mobile": planned.mobile,
            "likeness": person_key(planned.name),
            "pinyin": key,
            "email": human.email,
            "organization": planned.organization,
            "name_key": folded(planned.organization),
            "organization_likeness": organization_key(planned.organization),
            "organization_pinyin": sort_key(planned.organization),
            "province": human.province or None,
            "sector": human.sector or None,
            "by_office": True,
            "at": planned.created_at,
        }
    )
    answers = dict(planned.answers)
    if planned.group is not None and groups:
        answers["group"] = groups[planned.group]
    return Registration(
        event_id=event.id,
        person_id=stored.person_id,
        organization_id=stored.organization_id,
        status=planned.status,
        role=human.role,
        source=planned.source,
        name=planned.name,
        pinyin_key=key,
        organization_name=planned.organization,
        unit_code=human.unit,
        province_code=human.province,
        sector_code=human.sector,
        size_class=_size(event, planned),
        title=human.title,
        mobile=planned.mobile,
        mobile_last4=last_four(planned.mobile),
        email=human.email,
        rank=planned.rank,
        answers={name: value for name, value in answers.items() if name not in ENCRYPTED},
        sensitive={name: value for name, value in answers.items() if name in SEALED},
        id_document={name: value for name, value in answers.items() if name in DOCUMENT},
        identity_key=identity_key(planned.mobile, planned.name),
        reason=_reason(planned),
        office_note=planned.office_note,
        created_at=planned.created_at,
        changed_at=planned.steps[-1].at if planned.steps else planned.created_at,
        calendar_changed_at=planned.steps[-1].at if planned.steps else planned.created_at,
        confirmed_at=_since(planned, *HOLDING),
        attended_at=_since(planned, Status.ATTENDED),
    )


_SIZES = (
    SizeClass.LARGE,
    SizeClass.MEDIUM,
    SizeClass.MEDIUM,
    SizeClass.SMALL,
    SizeClass.SMALL,
    SizeClass.SMALL,
    SizeClass.MICRO,
    None,
)


def _size(event: Event, planned: PlannedRegistration) -> str:
    """What companies said of their size, where they were asked: the same of everybody who comes from there; some said
    nothing."""
    if mode(event.fields, "size") == "off" or planned.human.group != "company":
        return ""
    size = _SIZES[sum(planned.organization.encode()) % len(_SIZES)]
    return size.value if size is not None else ""


def _name_in_english(keys: list[str]) -> None:
    """What each organization with one of these `name_key`s is called in English, unless somebody has said so
    already."""
    for organization in queries.list_organizations(keys):
        organization.name_en = organization.name_en or in_english(organization.name)


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


def _reason(planned: PlannedRegistration) -> str:
    return planned.steps[-1].reason if planned.steps else ""


def _since(planned: PlannedRegistration, *states: Status) -> datetime | None:
    """When the registration first came to one of `states`; None if it never did."""
    if planned.first in states:
        return planned.created_at
    return next((step.at for step in planned.steps if step.status in states), None)


def _consents(planned: PlannedRegistration, row: Registration) -> list[Consent]:
    def consent(purpose: str, withdrawn_at: datetime | None = None) -> Consent:
        return Consent(
            registration_id=row.id,
            purpose=purpose,
            notice_version=1,
            given_at=planned.created_at,
            withdrawn_at=withdrawn_at,
        )

    consents = [consent(PROCESSING)]
    if planned.answers.get("diet"):
        consents.append(consent(SENSITIVE))
    if planned.answers.get("lodging") in ("single", "shared") and not planned.mobile.endswith("7"):
        consents.append(consent(STAY))
        if not planned.mobile.endswith("3"):
            consents.append(consent(STAY_PLAN))
    if planned.publishes_name:
        consents.append(consent(NAME_PUBLISHED, planned.consent_withdrawn_at))
    return consents


def _trail(event: Event, planned: PlannedRegistration, row: Registration, office: Actor) -> list[Entry]:
    person = Actor(ActorKind.PARTICIPANT, row.id, planned.name)
    first = person if planned.source is Source.SELF else office
    changes = {"status": [None, planned.first.value], "source": [None, planned.source.value]}
    entries = [Entry(Act(first, planned.created_at), "registered", row, event.id, planned.name, changes)]
    for step in planned.steps:
        act = Act(person if step.by_person else office, step.at)
        entries.append(Entry(act, step.action, row, event.id, planned.name, step.changes, step.reason))
    if planned.consent_withdrawn_at:
        act = Act(person, planned.consent_withdrawn_at)
        entries.append(Entry(act, "consent_withdrawn", row, event.id, planned.name))
    return entries
