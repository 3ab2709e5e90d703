"""What the office and the participant decide: confirm, reject, withdraw, restore."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.quotas.services import check_quotas
from eventmgr.event.quotas.statements import counted_together, numbers_changed
from eventmgr.event.registration import statements
from eventmgr.event.registration.asking.services import already_registered, first_status, hold_options
from eventmgr.event.registration.errors import AlreadyRegistered
from eventmgr.event.registration.letters.writing import OF_STATUS, is_invited
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import count_holders, find_live, list_locked
from eventmgr.event.registration.queries.unit_words import is_word_needed, list_unrecommended
from eventmgr.event.registration.retaining.services.forgetting import withdraw_with_consent
from eventmgr.event.registration.states import (
    change_status,
    locked,
    not_possible,
    refuse_forgotten,
    refuse_restricted,
    too_many,
)
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.services import take_back_about

_S = Status
CONFIRMED_FROM = frozenset({_S.PENDING, _S.WAITLISTED, _S.OFFERED})
DECLINED_FROM = frozenset({_S.PENDING, _S.WAITLISTED, _S.OFFERED})
REVOKED_FROM = frozenset({_S.CONFIRMED})
"""From which states each decision leads."""


def confirm(event: Event, registrations: Sequence[Registration], *, act: Act, beyond_quota: str | None = None) -> None:
    """Give each of them a place: all, or none. Whoever is offered one has accepted it, as the office was told.

    Args:
        beyond_quota: the office was asked and wants more of a delegation than its quota, for this reason; the trail
        keeps it.
            None: it was not asked.

    Raises:
        EventFull: fewer places are left than registrations were chosen.
        OverQuota: a quota would be exceeded, and `beyond_quota` is not said, or is empty and the quota binds.
        NotPossible: one of them is neither pending nor waiting, nor offered a place.
    """
    with locked(event, registrations) as left:
        for row in registrations:
            refuse_restricted(row)
            if row.status not in CONFIRMED_FROM:
                raise not_possible(row, _S.CONFIRMED)
        anew = [row for row in registrations if row.status not in TAKING]
        if left is not None and len(anew) > left:
            raise EventFull(too_many(left, len(anew)))
        over = {anew[at] for at in check_quotas(event, [statements.claim_of(row) for row in anew], beyond=beyond_quota)}
        with counted_together(event.id):
            for row in registrations:
                letter = "promoted" if row.status is _S.WAITLISTED else "confirmed"
                change_status(event, row, _S.CONFIRMED, act=act, action="confirmed", letter=letter)
                if row in over:
                    record(act, "beyond_quota", row, event_id=event.id, object_name=row.name, reason=beyond_quota or "")


def reject(event: Event, registrations: Sequence[Registration], *, reason: str, act: Act) -> None:
    """Decline each of them, who asked and has no place, with a reason that they read.

    Raises:
        Refusal: no reason is given.
        NotPossible: one of them is neither pending nor waiting; who has a place loses it by `revoke`.
    """
    _check_reason(reason)
    with locked(event, registrations):
        frees = any(row.status in TAKING for row in registrations)
        with counted_together(event.id):
            for row in registrations:
                refuse_restricted(row)
                if row.status not in DECLINED_FROM:
                    raise not_possible(row, _S.REJECTED)
                change_status(event, row, _S.REJECTED, act=act, action="rejected", reason=reason, letter="rejected")
        if frees:
            fill(event, at=act.at)


def revoke(event: Event, registrations: Sequence[Registration], *, reason: str, act: Act) -> None:
    """Take the confirmed places of these people back, with a reason that they read; the waiting list gets them.

    Raises:
        Refusal: no reason is given.
        NotPossible: one of them has no confirmed place, or was marked as attended or absent.
    """
    _check_reason(reason)
    with locked(event, registrations):
        holders = count_holders(event.id, [row.email for row in registrations])
        with counted_together(event.id):
            for row in registrations:
                refuse_restricted(row)
                if row.status not in REVOKED_FROM:
                    raise not_possible(row, _S.WITHDRAWN)
                holders[row.email.lower()] -= 1
                change_status(
                    event,
                    row,
                    _S.WITHDRAWN,
                    act=act,
                    action="revoked",
                    reason=reason,
                    letter="revoked",
                    takes_back=holders[row.email.lower()] <= 0,
                )
        fill(event, at=act.at)


def withdraw(
    event: Event,
    registration: Registration,
    *,
    act: Act,
    reason: str = "",
    with_consent: bool = False,
    notify: bool = True,
) -> None:
    """Give the place back; the first of the waiting list gets it in the same transaction.

    Args:
        with_consent: the consent is withdrawn too: everything personal is deleted at once, the reason included, and the
            person's links and check-in code die.
        notify: whether to write to the person. Who was invited is written to in any case: the entry is taken back.

    Raises:
        NotPossible: it was withdrawn or rejected before, or the person has attended.
    """
    if with_consent:
        withdraw_with_consent(event, registration, act=act, notify=notify)
        return
    with locked(event, [registration]):
        if not act.by.acts_by_link:
            refuse_restricted(registration)
        notify = notify or is_invited(registration)
        declines = registration.status is _S.OFFERED and act.by.acts_by_link
        change_status(
            event,
            registration,
            _S.WITHDRAWN,
            act=act,
            action="offer_declined" if declines else "withdrawn",
            reason=reason,
            letter="withdrawn" if notify else None,
        )
        fill(event, at=act.at)


def restore(event: Event, registration: Registration, *, act: Act) -> None:
    """Take a withdrawn or rejected registration up again, as if it were asked for now: it joins the queue's end.

    Raises:
        AlreadyRegistered: the person has registered anew meanwhile.
        EventFull, QuotaFull: no place is left, of the event or of the unit, and the event has no waiting list.
        OptionFull: what the person chose has no place left meanwhile; the office changes that answer first.
        NotPossible: it is neither withdrawn nor rejected, or its personal information was deleted.
    """
    with locked(event, [registration]):
        refuse_forgotten(registration)
        refuse_restricted(registration)
        if registration.status not in (_S.REJECTED, _S.WITHDRAWN):
            raise not_possible(registration, _S.PENDING)
        if find_live(event.id, registration.identity_key):
            raise AlreadyRegistered(already_registered())
        hold_options(event, registration.answers, number=registration.id)
        counts = count_by_status(event.id)
        is_needed = is_word_needed(event, registration.source, registration.unit_code, registration.role)
        status = first_status(
            event,
            statements.claim_of(registration),
            sum(counts[held] for held in TAKING),
            counts[_S.WAITLISTED],
            is_awaited=is_needed and bool(list_unrecommended(event, [registration.id])),
        )
        if status is _S.WAITLISTED:
            registration.created_at = act.at
            statements.delete_queue_entries([registration.id])
        letter = OF_STATUS[status]
        change_status(event, registration, status, act=act, action="restored", letter=letter)
        if status is _S.WAITLISTED:  # past people who wait for their delegation, or for the organizers' hand, alone
            fill(event, at=act.at)


def restrict(event: Event, registration: Registration, *, on: bool, act: Act) -> None:
    """From now on the registration is only kept, or no longer so; what waits to be sent to its person never leaves.
    Doing so twice is no fault."""
    lock(event)
    list_locked([registration])
    if (registration.restricted_at is not None) == on:
        return
    if on and registration.status is _S.OFFERED:  # who may not be written to cannot be asked
        change_status(event, registration, _S.WAITLISTED, act=act, action="offer_withdrawn")
    registration.restricted_at = act.at if on else None
    if on:
        registration.untold_since = registration.looks_like_id = registration.leadership = None
        statements.unlink_lookalikes([registration.id])
        take_back_about(f"registration:{registration.id}")
    numbers_changed(event.id)
    action = "restricted" if on else "unrestricted"
    record(act, action, registration, event_id=event.id, object_name=registration.name)
    if on:
        fill(event, at=act.at)


def _check_reason(reason: str) -> None:
    if not reason:
        raise Refusal(_("Enter a reason: it is included in the e-mail."), field="reason")
