"""Somebody whom a device told of becomes a registration, or has the place of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.locking import lock
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.marking import check_mark, mark_attended, possible_marks, unmark
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.queries.rows import list_locked_by_id
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.programme.checkin import queries, statements
from eventmgr.programme.checkin.acts.kinds import Uncounted
from eventmgr.programme.checkin.models import CheckinAct, CheckinWalkIn
from eventmgr.programme.checkin.services.taking import mark_again
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.mailings import settle as settle_mailing
from eventmgr.tools.messages.telling import Choice, Telling, telling
from eventmgr.tools.taxonomy import units
from eventmgr.tools.taxonomy.mobile import normalize_mobile


def register_walk_in(event: Event, walk_in: CheckinWalkIn, *, act: Act) -> Registration | None:
    """Register them, on site, and mark them as here if they have a place; registered already, told of by mistake, or
    nothing is kept of them: None.

    Raises:
        Refusal: as `registration.asking.services.register`.
    """
    db.session.refresh(walk_in, with_for_update=True)
    if walk_in.registration_id is not None or not walk_in.said or queries.is_undone(walk_in):
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


def check_person(event: Event, walk_in: CheckinWalkIn, *, unit: str, at: datetime) -> None:
    """That a device for this delegation (empty: for everybody) may register them, or give them a place.

    Raises:
        Refusal: attendance is not marked now; they come in the place of somebody whom the device does not know; they
        are of
            another delegation.
    """
    check_mark(event, Status.ATTENDED, at=at)
    if walk_in.replaces_id is not None:
        return
    if queries.find_substitution(walk_in.id) is not None:
        raise Refusal(_("The person whose place they take is not known to the device."))
    if unit and (walk_in.said or {}).get("unit") != unit:
        raise Refusal(_("The device registers people of its own delegation only."))


def register_here(event: Event, applicant: Applicant, *, act: Act) -> Registration:
    """Somebody at the desk is registered on site, and marked as here if they have a place and attendance is open.

    Raises:
        Refusal: as `registration.asking.services.register`.
    """
    registration = register(event, applicant, act=act, source=Source.WALK_IN, notify=False)
    db.session.flush()
    if Status.ATTENDED in possible_marks(event, registration.status, at=act.at):
        mark_attended(event, registration, act=act)
    return registration


def substitute(event: Event, registration: Registration, applicant: Applicant, *, act: Act) -> None:
    """Another person has the place from now on, and is here: whoever was marked before was the one before.

    Raises:
        Refusal: as `registration.changing.services.editing.edit`, `mark_attended`.
    """
    edit(event, registration, applicant, act=act, another=True)
    if registration.status is Status.ATTENDED:
        unmark(event, registration, act=act)
    mark_attended(event, registration, act=act)


def replace_by(event: Event, walk_in: CheckinWalkIn, *, act: Act, decided: bool = False) -> None:
    """Whoever a device told of has the place from now on, as at the desk, and is here since the device said so. Nothing
    where that is done already, was taken back, or contradicts; what contradicts is kept with why, for a person to
    decide. Letters wait until the organizers tell of all changes.

    Args:
        decided: a person has looked.

    Raises:
        Refusal: as `registration.changing.services.editing.edit`; the mobile number is none, or the place is given up.
    """
    lock(event)
    db.session.refresh(walk_in, with_for_update=True)
    substitution = queries.find_substitution(walk_in.id)
    if walk_in.registration_id is not None or not walk_in.said or walk_in.replaces_id is None or substitution is None:
        return
    (registration,) = list_locked_by_id(event.id, [walk_in.replaces_id])
    was_here = registration.status is Status.ATTENDED
    if not decided and (
        substitution.uncounted is not Uncounted.NOT_REPLACED or substitution.key in queries.list_undone(event.id)
    ):
        return
    if was_here and not decided:
        substitution.uncounted = Uncounted.HERE
    elif registration.status not in HOLDING:
        raise Refusal(_("The person has no confirmed place. Confirm the registration first."))
    else:
        _hand_over(event, registration, walk_in, substitution, act=act)
    substitution.number = statements.next_number(event.id)


def _hand_over(
    event: Event, registration: Registration, walk_in: CheckinWalkIn, substitution: CheckinAct, *, act: Act
) -> None:
    said = walk_in.said or {}
    applicant = substitute_of(registration, {**said, "mobile": normalize_mobile(said.get("mobile", ""))})
    was_here = registration.status is Status.ATTENDED
    with telling(Telling(Choice.COLLECT, event.id, act.at)) as how:
        edit(event, registration, applicant, act=act, another=True)
        settle_mailing(how)
    if was_here:
        unmark(event, registration, act=act)
    walk_in.registration_id, walk_in.said, walk_in.refused = registration.id, {}, ""
    substitution.uncounted = None
    db.session.flush()
    if was_here:
        mark_attended(event, registration, act=act)
    else:
        mark_again(event, [registration], act=act)


def substitute_of(registration: Registration, described: Mapping[str, str]) -> Applicant:
    """The place with another person: of the organization, the delegation and the type of the one before."""
    return Applicant(
        described["name"],
        registration.organization_name,
        described["mobile"],
        unit=registration.unit_code,
        province=registration.province_code,
        country=registration.country_code,
        sector=registration.sector_code,
        size=registration.size_class,
        title=described.get("title", ""),
        role=registration.role,
        language=described.get("language", "zh"),
    )


def note_refused(walk_in: CheckinWalkIn, message: str) -> None:
    """Why they could not be registered."""
    walk_in.refused = message[:300]


def applicant_of(walk_in: CheckinWalkIn) -> Applicant:
    """What was typed on the device."""
    described = walk_in.said or {}
    unit = str(described.get("unit", ""))
    known = {each.code: each for each in units()}.get(unit)
    return Applicant(
        name=str(described.get("name", "")),
        organization=str(described.get("organization", "")),
        mobile=str(described.get("mobile", "")),
        unit=unit if known else "",
        province=known.province.code if known else "",
        language=str(described.get("language", "zh")),
    )
