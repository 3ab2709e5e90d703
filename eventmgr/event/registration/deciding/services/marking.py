"""Who came: the marks attended and absent, and when they may be set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.errors import MarkClosed
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_locked
from eventmgr.event.registration.states import change_status, not_possible
from eventmgr.ground.i18n import _, format_instant
from eventmgr.tools.log.services import Act

OPENS_BEFORE = timedelta(hours=24)
"""People arrive, and are checked in, from so long before the event begins."""
CORRECTED_FOR = timedelta(days=14)
"""Marks may be corrected for so long after the event has ended; then the figures stand."""
_RUN = (EventStatus.PUBLISHED, EventStatus.FINISHED)
_S = Status


def check_mark(event: Event, wanted: Status, *, at: datetime) -> None:
    """Whether somebody may be marked `wanted` (attended, absent, or confirmed: the mark taken back) at `at`.

    Attended from a day before the beginning, absent from the beginning on, both until two weeks after the end; a mark
    that stands may be taken back until then whatever became of the dates.

    Raises:
        MarkClosed: not now; the sentence says from when, or until when it was possible.
    """
    closes = event.ends_at + CORRECTED_FOR
    if event.status is EventStatus.ARCHIVED:
        raise MarkClosed(_("The event is archived and its attendance record closed. Restore the event first."))
    if at > closes:
        when = format_instant(closes, event.timezone)
        raise MarkClosed(_("Attendance could be corrected until %(when)s; the record is closed now.", when=when))
    if wanted is _S.CONFIRMED:
        return
    if event.status not in _RUN:
        raise MarkClosed(
            _(
                "Attendance can only be recorded for published events that take place; this one is not published "
                "at present."
            )
        )
    opens = event.starts_at if wanted is _S.ABSENT else event.starts_at - OPENS_BEFORE
    if at < opens:
        when = format_instant(opens, event.timezone)
        raise MarkClosed(
            _("Nobody can be marked as absent before the event begins on %(when)s.", when=when)
            if wanted is _S.ABSENT
            else _("Check-in begins on %(when)s, a day before the event. Nobody can be marked earlier.", when=when)
        )


def possible_marks(event: Event, status: Status, *, at: datetime) -> list[Status]:
    """What somebody in `status` may be marked now, for the buttons of a page; CONFIRMED takes a mark back."""
    if status not in HOLDING:
        return []
    others = [wanted for wanted in (_S.ATTENDED, _S.ABSENT, _S.CONFIRMED) if wanted is not status]
    return [wanted for wanted in others if _may(event, wanted, at)]


def _may(event: Event, wanted: Status, at: datetime) -> bool:
    try:
        check_mark(event, wanted, at=at)
    except MarkClosed:
        return False
    return True


def mark_attended(event: Event, registration: Registration, *, act: Act) -> bool:
    """The person is here; marking twice is no fault, and the first time stands. Whether this call set the mark.

    Raises:
        MarkClosed: too early or too late.
        NotPossible: the registration holds no place.
    """
    return _mark(event, registration, _S.ATTENDED, act=act, action="attended")


def mark_all(event: Event, registrations: Sequence[Registration], wanted: Status, *, act: Act) -> int:
    """Mark all of these people as attended or absent, or none of them. How many marks this call set.

    Raises:
        MarkClosed: too early or too late.
        NotPossible: one of them holds no place.
    """
    action = "attended" if wanted is _S.ATTENDED else "absent"
    list_locked(registrations)
    return sum(_mark_locked(event, row, wanted, act=act, action=action) for row in registrations)


def mark_absent(event: Event, registration: Registration, *, act: Act) -> bool:
    """The person did not come; the place stays held. Whether this call set the mark.

    Raises:
        MarkClosed: the event has not begun, or it is too late.
        NotPossible: the registration holds no place.
    """
    return _mark(event, registration, _S.ABSENT, act=act, action="absent")


def unmark(event: Event, registration: Registration, *, act: Act) -> bool:
    """Undo the mark attended or absent. Whether there was one.

    Raises:
        MarkClosed: too late.
        NotPossible: the registration holds no place.
    """
    return _mark(event, registration, _S.CONFIRMED, act=act, action="unmarked")


def _mark(event: Event, registration: Registration, wanted: Status, *, act: Act, action: str) -> bool:
    list_locked([registration])
    return _mark_locked(event, registration, wanted, act=act, action=action)


def _mark_locked(event: Event, registration: Registration, wanted: Status, *, act: Act, action: str) -> bool:
    if registration.status not in HOLDING:
        raise not_possible(registration, wanted)
    check_mark(event, wanted, at=act.at)
    if registration.status is wanted:
        return False
    change_status(event, registration, wanted, act=act, action=action)
    return True
