"""Who is written to about requests, collected: what others asked, what expired, reminders of the organizers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_requests import letters, queries, statements
from eventmgr.matchmaking.meeting_requests.queries import Written
from eventmgr.matchmaking.meeting_requests.rules import COLLECT_HOURS, REMIND_HOURS
from eventmgr.matchmaking.meeting_requests.services.holding import hold
from eventmgr.tools.log.services import Act, record

_COLLECT, _REMIND = timedelta(hours=COLLECT_HOURS), timedelta(hours=REMIND_HOURS)


def tell_collected(event: Event, *, at: datetime) -> int:
    """What is over expires; parties hear what others asked and which requests of theirs expired: one e-mail of each
    kind in some hours at most, with the list. To how many parties."""
    hold(event, at=at)
    asked = queries.list_untold(event, told_before=at - _COLLECT)
    _write(event, letters.ASKED, asked, statements.note_notified, at=at)
    expired = queries.list_untold_expiries(event, told_before=at - _COLLECT)
    _write(event, letters.EXPIRED, expired, statements.note_expiry_notified, at=at)
    return len(asked) + len(expired)


def list_behind(event: Event, *, at: datetime) -> list[Written]:
    """Whom a reminder would reach now: parties with requests that they see and have not answered, not reminded within a
    day. Nobody once the event is over."""
    if is_over(event, at=at):
        return []
    return queries.list_to_remind(event, reminded_before=at - _REMIND)


def remind(event: Event, *, act: Act) -> int:
    """Remind all of them; how many parties."""
    hold(event, at=act.at)
    behind = list_behind(event, at=act.at)
    _write(event, letters.REMINDER, behind, statements.note_reminded, at=act.at)
    if behind:
        name = event.title.get("zh") or event.title.get("en", "")
        changes = {"parties_reminded": [None, len(behind)]}
        record(act, "parties_reminded", event, event_id=event.id, object_name=name, changes=changes)
    return len(behind)


def _write(
    event: Event,
    kind: str,
    parties: Sequence[Written],
    note: Callable[..., None],
    *,
    at: datetime,
) -> None:
    readers = queries.list_written_to([one.party_id for one in parties])
    letters.tell_lists(event, kind, [(readers.get(one.party_id, []), one.requests) for one in parties], at=at)
    note(_numbers(parties), at=at)


def _numbers(parties: Sequence[Written]) -> Collection[int]:
    return [request.id for one in parties for request in one.requests]
