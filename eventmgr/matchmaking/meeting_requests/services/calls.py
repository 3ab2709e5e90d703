"""Calls of leading companies: one looks for several partners, others apply, it selects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotAllowed, Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyState
from eventmgr.matchmaking.meeting_requests import queries
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, MeetingRequest, RequestSource, Wish
from eventmgr.matchmaking.meeting_requests.services.asking import Wanted, ask
from eventmgr.matchmaking.meeting_requests.services.holding import hold
from eventmgr.tools.log.services import Act, difference, plain, record


class CallClosed(Refusal):
    """Nobody can apply to this call any more."""


@dataclass(frozen=True)
class CallDraft:
    """A call for partners as it was typed."""

    title: dict[str, str]
    places: int
    text: dict[str, str] = field(default_factory=dict)
    closes_at: datetime | None = None


def publish_call(event: Event, party_id: int, draft: CallDraft, *, act: Act, is_own: bool) -> MeetingCall:
    """A call of the party, which others see at once.

    Args:
        is_own: the party publishes it itself, which only those may whom the organizers have allowed it.

    Raises:
        NotAllowed: it may not.
    """
    hold(event, at=act.at)
    party, _same = queries.get_pair(event, party_id, party_id)
    if party.state is not PartyState.ACTIVE or (is_own and not party.may_call):
        raise NotAllowed(_("This organization publishes no calls for partners. Ask the organizers."))
    call = MeetingCall(event_id=event.id, party_id=party.id, created_at=act.at, places=draft.places)
    before = _recorded(None)
    _fill(call, draft)
    db.session.add(call)
    db.session.flush()
    _note(act, "published", call, difference(before, _recorded(call)))
    return call


def edit_call(event: Event, call: MeetingCall, draft: CallDraft, *, act: Act) -> None:
    """Another text, other numbers. Fewer places than were chosen end the choosing and take nobody's meeting."""
    hold(event, at=act.at)
    stands = get_of(event, MeetingCall, call.id)
    before = _recorded(stands)
    _fill(stands, draft)
    changes = difference(before, _recorded(stands))
    if changes:
        _note(act, "changed", stands, changes)


def close_call(event: Event, call: MeetingCall, *, is_closed: bool, act: Act) -> None:
    """Nobody can apply any more, or again; whoever applied still waits for the answer."""
    hold(event, at=act.at)
    stands = get_of(event, MeetingCall, call.id)
    if (stands.closed_at is not None) is not is_closed:
        stands.closed_at = act.at if is_closed else None
        _note(act, "closed" if is_closed else "reopened", stands, {})


def apply_to_call(
    event: Event, call: MeetingCall, party_id: int, *, words: str, act: Act, source: RequestSource = RequestSource.CALL
) -> MeetingRequest:
    """The party asks the caller for a meeting, in answer to the call.

    Raises:
        CallClosed: it is closed, or all partners are chosen. Else as `ask`.
    """
    hold(event, at=act.at)
    stands = get_of(event, MeetingCall, call.id)
    _waiting, chosen = queries.count_chosen([stands.id])[stands.id]
    if not is_open(stands, at=act.at) or chosen >= stands.places:
        raise CallClosed(_("This call is closed: its time is over, or all partners are chosen."))
    wanted = Wanted(Wish.WOULD, words)
    return ask(event, party_id, stands.party_id, wanted, act=act, source=source, call=stands)


def is_open(call: MeetingCall, *, at: datetime) -> bool:
    """Whether one can apply, by the row alone."""
    return call.closed_at is None and (call.closes_at is None or at < call.closes_at)


def allow_calls(event: Event, party_id: int, *, is_allowed: bool, act: Act) -> MeetingParty:
    """Organizers say whether a party publishes calls by itself."""
    hold(event, at=act.at)
    party, _same = queries.get_pair(event, party_id, party_id)
    if party.may_call is not is_allowed:
        party.may_call = is_allowed
        action = "calls_allowed" if is_allowed else "calls_ended"
        record(act, action, party, event_id=event.id, object_name=party.organization.name)
    return party


def _fill(call: MeetingCall, draft: CallDraft) -> None:
    call.title, call.text, call.places, call.closes_at = draft.title, draft.text, draft.places, draft.closes_at


def _recorded(call: MeetingCall | None) -> dict[str, object]:
    if call is None:
        return {}
    return {"title": call.title, "text": call.text, "places": call.places, "closes_at": plain(call.closes_at)}


def _note(act: Act, action: str, call: MeetingCall, changes: dict[str, list[object]]) -> None:
    name = call.title.get("zh") or call.title.get("en", "")
    record(act, action, call, event_id=call.event_id, object_name=name, changes=changes)
