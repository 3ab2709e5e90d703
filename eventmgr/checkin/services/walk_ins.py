"""Somebody whom a device told of becomes a registration."""

from __future__ import annotations

from eventmgr.checkin import statements
from eventmgr.checkin.models import CheckinWalkIn
from eventmgr.checkin.services.taking import mark_again
from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.registration.content.applicant import Applicant
from eventmgr.registration.models import Registration, Source
from eventmgr.registration.services import edit, mark_attended, possible_marks, register, unmark
from eventmgr.taxonomy import units


def register_walk_in(event: Event, walk_in: CheckinWalkIn, *, act: Act) -> Registration | None:
    """Register them, on site, and mark them as here if they have a place; registered already, or nothing is kept of them: None.

    Raises:
        Refusal: as `registration.services.register`.
    """
    db.session.refresh(walk_in, with_for_update=True)
    if walk_in.registration_id is not None or not walk_in.said:
        return None
    registration = register(
        event, applicant_of(walk_in), act=act, source=Source.WALK_IN, form_id=walk_in.key, notify=False
    )
    db.session.flush()
    walk_in.registration_id, walk_in.said, walk_in.refused = registration.id, {}, ""
    statements.give_to(walk_in, registration.id)
    if registration.status in HOLDING:
        mark_again(event, [registration], act=act)
    return registration


def register_here(event: Event, applicant: Applicant, *, act: Act) -> Registration:
    """Somebody at the desk is registered on site, and marked as here if they have a place and attendance is open.

    Raises:
        Refusal: as `registration.services.register`.
    """
    registration = register(event, applicant, act=act, source=Source.WALK_IN, notify=False)
    db.session.flush()
    if Status.ATTENDED in possible_marks(event, registration.status, at=act.at):
        mark_attended(event, registration, act=act)
    return registration


def substitute(event: Event, registration: Registration, applicant: Applicant, *, act: Act) -> None:
    """Another person has the place from now on, and is here: whoever was marked before was the one before.

    Raises:
        Refusal: as `registration.services.edit`, `mark_attended`.
    """
    edit(event, registration, applicant, act=act, another=True)
    if registration.status is Status.ATTENDED:
        unmark(event, registration, act=act)
    mark_attended(event, registration, act=act)


def note_refused(walk_in: CheckinWalkIn, message: str) -> None:
    """Why they could not be registered."""
    walk_in.refused = message[:300]


def applicant_of(walk_in: CheckinWalkIn) -> Applicant:
    """What was typed on the device."""
    said = walk_in.said or {}
    unit = str(said.get("unit", ""))
    known = {each.code: each for each in units()}.get(unit)
    return Applicant(
        name=str(said.get("name", "")),
        organization=str(said.get("organization", "")),
        mobile=str(said.get("mobile", "")),
        unit=unit if known else "",
        province=known.province.code if known else "",
        language=str(said.get("language", "zh")),
    )
