"""Changes that participants ask for: after the deadline, or of what the office has approved. The office grants or
declines."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.forms.answer_files.services import settle as settle_files
from eventmgr.event.forms.participant_types.types import Alone
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.changing.requested import difference_of, files_of, fulfilled, in_trail, is_reviewed
from eventmgr.event.registration.changing.services.editing import check_change, edit, shown_changes
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.announcing import tell
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.persons import settle_person
from eventmgr.event.registration.queries.rows import list_locked
from eventmgr.event.registration.queries.unit_words import is_word_needed
from eventmgr.event.registration.states import drop_request
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.sealing import Unreadable
from eventmgr.identity.directory.statements import Existing as Found
from eventmgr.tools.log.services import Act, record


def is_closed(event: Event, *, at: datetime) -> bool:
    """Whether participants' changes are requests at `at`, whatever they concern."""
    return event.changes_close_at is not None and at > event.changes_close_at


def needs_approval(
    event: Event, registration: Registration, applicant: Applicant, form: Collection[str], *, at: datetime
) -> bool:
    """Whether the office decides about the change from `registration` to `applicant`; `form` as in `difference_of`."""
    fields = difference_of(registration, applicant, form)
    if not fields:
        return False
    reviewed = registration.status in TAKING and is_reviewed(fields, event.reviewed_fields)
    if registration.status in (*TAKING, Status.WAITLISTED):
        reviewed |= _is_decided_anew(event, registration, applicant)
    return reviewed or is_closed(event, at=at)


def _is_decided_anew(event: Event, registration: Registration, applicant: Applicant) -> bool:
    """Whether somebody who registers so would not have a place at once, for a reason that the registration did not
    have."""
    types, unit, role = types_of(event), applicant.unit, applicant.role
    is_moved = unit != registration.unit_code or (types.needs_word(role) and not types.needs_word(registration.role))
    is_left = registration.unit_code and not unit and types.get(role).alone is not Alone.ACCEPTED
    is_needed = is_moved and is_word_needed(event, registration.source, unit, role)
    return bool(is_needed or is_left or types.is_stricter(role, registration.role))


def request_change(
    event: Event, registration: Registration, applicant: Applicant, form: Collection[str], *, act: Act
) -> bool:
    """Ask the office that the registration says what `applicant` says; whether anything would change. It replaces what
    was asked for before; until the office decides the registration stays as it is.

    Raises:
        AlreadyRegistered, QuotaFull, NotPossible: as `edit`.
    """
    lock(event)
    list_locked([registration])
    check_change(event, registration, applicant, own=True)
    wanted = difference_of(registration, applicant, form)
    if not wanted:
        return False
    before = files_of(registration)
    registration.requested_change, registration.change_requested_at = wanted, act.at
    settle_files(event.id, registration.id, files_of(registration), before)
    changes = shown_changes(event, in_trail(wanted))
    record(act, "change_requested", registration, event_id=event.id, object_name=registration.name, changes=changes)
    return True


def take_request_back(event: Event, registration: Registration, *, act: Act) -> None:
    """The participant wants nothing changed any more; doing so twice is no fault."""
    lock(event)
    list_locked([registration])
    if registration.change_requested_at is not None:
        _drop(event, registration)
        record(act, "change_request_withdrawn", registration, event_id=event.id, object_name=registration.name)


def grant_change(event: Event, registration: Registration, *, requested_at: str, act: Act) -> None:
    """The office lets the registration say what was asked for; fields that were not asked about stay as they are now.

    Args:
        requested_at: the instant (ISO) of the request that was looked at.

    Raises:
        NotPossible: it was decided, withdrawn or replaced meanwhile.
        AlreadyRegistered, QuotaFull: as `edit`.
    """
    if isinstance(registration.requested_change, Unreadable):
        raise NotPossible(
            _("This request cannot be read: the data key is missing. The site's administrator can restore it.")
        )
    settled = _settled(registration, at=act.at)
    lock(event)
    list_locked([registration])
    _check_same(registration, requested_at)
    changed = edit(event, registration, fulfilled(registration), act=act, settled=settled, granted=True)
    if not changed:
        record(act, "change_granted", registration, event_id=event.id, object_name=registration.name)
        tell("change_granted", registration, event, act=act)


def _settled(registration: Registration, *, at: datetime) -> Found:
    """The person of the request; one whose name or number changes before the lock is refused after it
    (`_check_same`)."""
    return settle_person(fulfilled(registration), by_office=False, at=at)


def decline_change(event: Event, registration: Registration, *, requested_at: str, reason: str, act: Act) -> None:
    """The office leaves the registration as it is, with a reason that its participant reads.

    Raises:
        Refusal: no reason is given.
        NotPossible: as `grant_change`.
    """
    if not reason:
        raise Refusal(_("Enter a reason: it is included in the e-mail."), field="reason")
    lock(event)
    list_locked([registration])
    _check_same(registration, requested_at)
    _drop(event, registration)
    record(act, "change_declined", registration, event_id=event.id, object_name=registration.name, reason=reason)
    tell("change_declined", registration, event, act=act, reason=reason)


def _drop(event: Event, registration: Registration) -> None:
    """What was asked for is not wanted any more; files that were uploaded with it go."""
    before = files_of(registration)
    drop_request(registration)
    settle_files(event.id, registration.id, files_of(registration), before)


def _check_same(registration: Registration, requested_at: str) -> None:
    at = registration.change_requested_at
    if at is None or at.isoformat() != requested_at:
        raise NotPossible(
            _(
                "This request was decided, withdrawn or replaced in the meantime. Reload the page to see what is open now."
            )
        )
