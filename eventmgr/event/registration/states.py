"""The states of a registration, and the one door through which every change of them goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import calendar_changed, fullness_changed, lock
from eventmgr.event.quotas.models import COMING, HOLDING, LIVE, Status
from eventmgr.event.quotas.queries import count_taken
from eventmgr.event.quotas.statements import count
from eventmgr.event.registration import statements
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.labels import STATUSES
from eventmgr.event.registration.letters.announcing import tell
from eventmgr.event.registration.letters.writing import takes_entry_back
from eventmgr.event.registration.models import QueueEntry, Registration
from eventmgr.event.registration.queries.rows import list_locked
from eventmgr.event.registration.signals import attendance_changed, coming_changed, registration_changed
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, _n
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.optouts.services import opt_out
from eventmgr.tools.messages.telling import note_unreached

_S = Status
NEXT: dict[Status, frozenset[Status]] = {
    _S.PENDING: frozenset({_S.CONFIRMED, _S.WAITLISTED, _S.REJECTED, _S.WITHDRAWN}),
    _S.WAITLISTED: frozenset({_S.OFFERED, _S.CONFIRMED, _S.REJECTED, _S.WITHDRAWN}),
    _S.OFFERED: frozenset({_S.CONFIRMED, _S.WAITLISTED, _S.REJECTED, _S.WITHDRAWN}),
    _S.CONFIRMED: frozenset({_S.ATTENDED, _S.ABSENT, _S.REJECTED, _S.WITHDRAWN}),
    _S.ATTENDED: frozenset({_S.CONFIRMED, _S.ABSENT}),
    _S.ABSENT: frozenset({_S.CONFIRMED, _S.ATTENDED}),
    _S.REJECTED: frozenset({_S.PENDING, _S.CONFIRMED, _S.WAITLISTED}),
    _S.WITHDRAWN: frozenset({_S.PENDING, _S.CONFIRMED, _S.WAITLISTED}),
}
"""From each state, the states that may follow."""


@contextmanager
def locked(event: Event, registrations: Sequence[Registration] = ()) -> Iterator[int | None]:
    """Lock the event and read the rows again: what was seen before the lock no longer counts.

    Yields:
        the places left, None without limit. If the event is full afterwards and was not before, or the other way
        round, the pages that say so are told.
    """
    lock(event)
    list_locked(registrations)
    left = places_left(event)
    yield left
    if left is not None and (left == 0) != (places_left(event) == 0):
        fullness_changed(event)


def places_left(event: Event) -> int | None:
    """Free places now, never below nought; None: no limit. Ask after the lock."""
    return free_places(event.capacity, count_taken(event.id))


def change_status(
    event: Event,
    registration: Registration,
    status: Status,
    *,
    act: Act,
    action: str,
    reason: str = "",
    letter: str | None = None,
    takes_back: bool | None = None,
) -> None:
    """The single door: state, count, trail and letter of one registration change together.

    Use it inside `locked`.

    Args:
        action: what the trail says, past tense.
        reason: what is said about it; in the letter only if an organizer says it, not by somebody's link.
        letter: what is written to the person, a value of `letters.OF_STATUS`; None: nothing.
        takes_back: whether the calendar entry at their mailbox goes with the place, where that is known; None: it is
            asked (`takes_entry_back`).

    Raises:
        NotPossible: the present state does not lead to `status`.
    """
    refuse_forgotten(registration)
    if status not in NEXT[registration.status]:
        raise not_possible(registration, status)
    _enter(event, registration, status, act=act, action=action, reason=reason, letter=letter, takes_back=takes_back)


def put_back(event: Event, registration: Registration, status: Status, *, act: Act, action: str) -> None:
    """A decision is undone: the registration is again what it was, whatever its present state leads to; nobody is
    written to.

    Use it inside `locked`.
    """
    refuse_forgotten(registration)
    _enter(event, registration, status, act=act, action=action, reason="", letter=None, takes_back=None)


def _enter(
    event: Event,
    registration: Registration,
    status: Status,
    *,
    act: Act,
    action: str,
    reason: str,
    letter: str | None,
    takes_back: bool | None,
) -> None:
    before, old = statements.cell_of(registration), registration.status
    registration.status, registration.changed_at = status, act.at
    registration.reason = reason if status in (_S.REJECTED, _S.WITHDRAWN) else ""
    if status is _S.CONFIRMED and old not in HOLDING:
        registration.confirmed_at = act.at
    if (old in HOLDING, old in LIVE) != (status in HOLDING, status in LIVE):
        calendar_changed(registration, at=act.at)
    registration.attended_at = act.at if status is _S.ATTENDED else None
    if status not in LIVE:
        registration.leadership = None
        drop_request(registration)
    if old is _S.OFFERED:
        _close_offer(registration)
    count(event.id, [(before, -1), (statements.cell_of(registration), 1)])
    record(
        act,
        action,
        registration,
        event_id=event.id,
        object_name=registration.name,
        changes={"status": [old.value, status.value]},
        reason=reason,
    )
    if letter is not None:
        said_by_office = "" if act.by.acts_by_link else reason
        held = old in HOLDING and (takes_entry_back(registration) if takes_back is None else takes_back)
        tell(letter, registration, event, act=act, reason=said_by_office, held=held)
    if (old is _S.ATTENDED) != (status is _S.ATTENDED):
        attendance_changed.send(registration, event=event, act=act)
    if (old in HOLDING) != (status in HOLDING):
        registration_changed.send(registration, event=event, answers=registration.answers, act=act)
    if (old in COMING) != (status in COMING):
        coming_changed.send(registration, event=event, act=act)


def _close_offer(registration: Registration) -> None:
    """No place is offered any more; who leaves the waiting list leaves nothing there."""
    entry = db.session.get(QueueEntry, registration.id)
    if entry is not None and registration.status is _S.WAITLISTED:
        entry.expires_at = None
    elif entry is not None:
        db.session.delete(entry)


def limit_use(event: Event, registration: Registration, *, on: bool, act: Act) -> None:
    """What taking part does not need ends for this person, invitations to any event included; or it may go on, but for
    those. Doing so twice is no fault."""
    lock(event)
    list_locked([registration])
    if (registration.objected_at is not None) == on:
        return
    registration.objected_at = act.at if on else None
    if on:
        opt_out(registration.email, at=act.at)
    action = "objection_accepted" if on else "objection_ended"
    record(act, action, registration, event_id=event.id, object_name=registration.name)


def owe_call(registration: Registration, *, at: datetime) -> None:
    """There is no address for what was to be written: its person is to be phoned."""
    registration.untold_since = at
    note_unreached(1)


def drop_request(registration: Registration) -> None:
    """Nothing waits for the office's decision any more: it was decided, or there is nothing left to decide about."""
    registration.requested_change, registration.change_requested_at = {}, None


def refuse_forgotten(registration: Registration) -> None:
    """Nothing is done any more with a registration that belongs to nobody.

    Raises:
        NotPossible: its personal information was deleted.
    """
    if registration.forgotten_at is not None:
        raise NotPossible(
            _(
                "The personal information of this registration was deleted, so it cannot be changed or "
                "reinstated. To attend, the person must register again and give consent again."
            )
        )


def refuse_restricted(registration: Registration) -> None:
    """The organizers do nothing with a registration that is only kept.

    Raises:
        NotPossible: its person wants it so.
    """
    if registration.restricted_at is not None:
        raise NotPossible(
            _(
                "Processing of the data of %(name)s is restricted at their request: it is only stored, "
                "and cannot be reviewed, changed or shown in full. End the restriction first (Requests "
                "about personal information).",
                name=registration.name,
            )
        )


def not_possible(registration: Registration, wanted: Status) -> NotPossible:
    """The refusal of a step that the present state does not allow."""
    return NotPossible(
        _(
            "The registration of %(name)s is “%(now)s” and cannot become “%(wanted)s”. Reload the page to "
            "see the current state.",
            name=registration.name,
            now=STATUSES[registration.status],
            wanted=STATUSES[wanted],
        )
    )


def too_many(left: int, wanted: int) -> str:
    """The sentence for whoever wants to give away more places than are left."""
    if left == 0:
        return _("All places are taken. Raise the capacity in the settings, or move people to the waiting list.")
    return _n(
        "%(num)s place is left, but %(wanted)s registrations were selected. Select fewer, or raise the capacity.",
        "%(num)s places are left, but %(wanted)s registrations were selected. Select fewer, or raise the capacity.",
        left,
        wanted=wanted,
    )
