"""The states of an event: publish, postpone, cancel, finish, archive, and back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services.changing import changing
from eventmgr.event.events.services.editing import check_rules, move, set_privacy_notice
from eventmgr.event.events.services.locking import lock
from eventmgr.event.events.services.moving import MOVING
from eventmgr.event.events.setup.readiness import missing
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.composing import own_address

FROM = {
    "publish": (EventStatus.DRAFT, EventStatus.POSTPONED),
    "postpone": (EventStatus.PUBLISHED,),
    "cancel": (EventStatus.PUBLISHED, EventStatus.POSTPONED),
    "finish": (EventStatus.PUBLISHED,),
    "archive": (EventStatus.FINISHED,),
    "restore": (EventStatus.CANCELLED, EventStatus.FINISHED, EventStatus.ARCHIVED),
}
"""Verb → states from which it is possible."""
_RESTORED = {
    EventStatus.CANCELLED: EventStatus.PUBLISHED,
    EventStatus.FINISHED: EventStatus.PUBLISHED,
    EventStatus.ARCHIVED: EventStatus.FINISHED,
}


def possible(event: Event) -> list[str]:
    """The verbs of `FROM` that the event's state allows, in order."""
    return [verb for verb, states in FROM.items() if event.status in states]


def publish(event: Event, *, act: Act) -> None:
    """Show the event to everybody; without a notice on personal data it gets the one its own facts make.

    Raises:
        Refusal: something is missing (the message names all of it), or the state does not allow it.
    """
    lock(event)
    _check_state(event, "publish")
    gaps = missing(event, at=act.at)
    if gaps:
        raise Refusal(
            _(
                "The event cannot be published yet: %(gaps)s Fill in what is missing and publish again.",
                gaps=" ".join(gap.message for gap in gaps),
            )
        )
    if find_privacy_notice(event.id) is None:
        set_privacy_notice(event, default_notice(event), act=act)
    with changing(event, ("published_on", "status_reason"), act=act, action="published"):
        check_rules(event)
        event.published_on = event.published_on or act.at.astimezone(ZoneInfo(event.timezone)).date()
        event.status, event.status_reason = EventStatus.PUBLISHED, {}
        event.organizer_address = event.organizer_address or own_address()


def postpone(
    event: Event,
    reason: Bilingual,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    move_deadlines: bool = False,
    moves: Collection[str] = (),
    act: Act,
) -> None:
    """Put the event off; with new dates if they are known, and then the agenda moves along, with `move_deadlines` also
    registration and deadlines, and what `moves` names. Registration waits until the event is published again.

    Raises:
        Refusal: no reason, new dates that make no sense, or a state that does not allow it.
    """
    _check_reason(reason)
    if bool(starts_at) != bool(ends_at):
        raise Refusal(_("Enter both new dates, or neither."), field="ends_at" if starts_at else "starts_at")
    watched = ("status_reason", "starts_at", "ends_at", *MOVING)
    with changing(event, watched, act=act, action="postponed", reason=_plain(reason)):
        _check_state(event, "postpone")
        event.status, event.status_reason = EventStatus.POSTPONED, reason
        if starts_at and ends_at:
            move(event, starts_at, ends_at, act=act, move_deadlines=move_deadlines, moves=moves)


def cancel(event: Event, reason: Bilingual, *, act: Act) -> None:
    """Call the event off; it stays visible as cancelled, in calendars too.

    Raises:
        Refusal: no reason, or a state that does not allow it.
    """
    _check_reason(reason)
    with changing(event, ("status_reason",), act=act, action="cancelled", reason=_plain(reason)):
        _check_state(event, "cancel")
        event.status, event.status_reason = EventStatus.CANCELLED, reason


def finish(event: Event, *, act: Act) -> None:
    """The event is over: no more registrations, the public summary shows.

    Raises:
        Refusal: it has not begun, or a state that does not allow it.
    """
    with changing(event, (), act=act, action="finished"):
        _check_state(event, "finish")
        if act.at < event.starts_at:
            raise Refusal(_("The event has not started. Cancel or postpone it if it does not take place."))
        event.status = EventStatus.FINISHED


def archive(event: Event, *, act: Act) -> None:
    """Put a finished event away; its public page stays.

    Raises:
        Refusal: a state that does not allow it.
    """
    with changing(event, (), act=act, action="archived"):
        _check_state(event, "archive")
        event.status = EventStatus.ARCHIVED


def restore(event: Event, *, act: Act) -> None:
    """One step back: a cancelled or finished event is published again, an archived one finished.

    Raises:
        Refusal: a state that does not allow it.
    """
    with changing(event, ("status_reason",), act=act, action="restored"):
        _check_state(event, "restore")
        event.status, event.status_reason = _RESTORED[event.status], {}


def _check_state(event: Event, verb: str) -> None:
    if event.status not in FROM[verb]:
        raise Refusal(_("The event's state no longer allows this. Reload the page and check."))


def _check_reason(reason: Bilingual) -> None:
    if not any(reason.values()):
        raise Refusal(_("State the reason in at least one language; it is shown publicly."), field="reason")


def _plain(reason: Bilingual) -> str:
    return reason.get("zh") or reason.get("en") or ""
