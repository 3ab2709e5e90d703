"""Asking for a meeting, changing what one asked for, withdrawing it; saying no thanks to a party, of which it never
learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests import letters, queries, statements
from eventmgr.matchmaking.meeting_requests.models import (
    MeetingCall,
    MeetingRequest,
    NoThanks,
    RequestSource,
    RequestState,
    Wish,
)
from eventmgr.matchmaking.meeting_requests.rules import expiry_of, ordered
from eventmgr.matchmaking.meeting_requests.services.answering import Answer, accept_held
from eventmgr.matchmaking.meeting_requests.services.holding import (
    BY_OFFICE,
    Held,
    NotPossibleNow,
    StandingRequest,
    check_ahead,
    check_not_full,
    check_open,
    check_pair,
    check_room,
    check_seat,
    hold,
    move,
    note,
)
from eventmgr.matchmaking.meeting_requests.signals import request_withdrawn
from eventmgr.tools.log.services import Act, record


class OwnNoThanks(Refusal):
    """Whoever asks has said no thanks to the other."""


@dataclass(frozen=True)
class Wanted:
    """What a party asks for."""

    wish: Wish = Wish.WOULD
    words: str = ""
    seat_id: int | None = None
    interpreter: str = ""
    is_moderated: bool = False
    listing_ids: Sequence[int] = ()
    """What it is about; those that either side may not read are left out."""


def ask(
    event: Event,
    asker_id: int,
    asked_id: int,
    wanted: Wanted,
    *,
    act: Act,
    source: RequestSource = RequestSource.OWN,
    call: MeetingCall | None = None,
    reason: str = "",
) -> MeetingRequest:
    """A request of `asker` to `asked`. Has the other asked before, that request is accepted by it instead.

    Raises:
        NotOpen, NotAllowedToMeet, Full, StandingRequest, OwnNoThanks: each says what to do.
        NotFound: one of them, or the seat, is none of this event.
    """
    held = hold(event, at=act.at)
    asker, asked = queries.get_pair(event, asker_id, asked_id)
    is_own = source not in BY_OFFICE
    if is_own:
        check_open(event, held, at=act.at)
    check_pair(held.plan, asker, asked)
    if queries.is_unwanted(asker.id, asked.id):
        name = organization_name(asked.organization)
        raise OwnNoThanks(
            _("You have said no thanks to %(name)s. Take that back first.", name=name)
            if is_own
            else _(
                "%(asker)s has said no thanks to %(asked)s.", asker=organization_name(asker.organization), asked=name
            )
        )
    standing = queries.find_standing(asker.id, asked.id)
    if standing is not None and standing.asker_id == asked.id and standing.state is RequestState.ASKED:
        answer = Answer(wanted.wish, wanted.seat_id, wanted.interpreter)
        standing.listing_ids = queries.list_kept_subjects(
            event, standing.asker, standing.asked, [*standing.listing_ids, *wanted.listing_ids]
        )
        return accept_held(event, held, standing, answer, act=act, is_mutual=True, is_own=is_own, reason=reason)
    _check_asking(held, asker, asked, standing, is_own=is_own)
    request = _new(event, held, asker, asked, wanted, act, source, call)
    note(act, "asked", request, {"source": (None, source), "asker_wish": (None, wanted.wish)}, reason=reason)
    return request


def _check_asking(
    held: Held, asker: MeetingParty, asked: MeetingParty, standing: MeetingRequest | None, *, is_own: bool
) -> None:
    name = organization_name(asked.organization)
    if standing is not None:
        if standing.state is RequestState.ACCEPTED:
            raise StandingRequest(_("A meeting with %(name)s has already been accepted.", name=name))
        raise StandingRequest(_("%(name)s has already been asked. Wait for the answer.", name=name))
    if is_own and queries.is_answered_no(asker.id, asked.id):
        raise StandingRequest(
            _("%(name)s has declined your request. It can still ask you for a meeting itself.", name=name)
        )
    check_room(held.plan, asker, is_own=is_own)
    check_not_full(held.plan, asked)


def _new(
    event: Event,
    held: Held,
    asker: MeetingParty,
    asked: MeetingParty,
    wanted: Wanted,
    act: Act,
    source: RequestSource,
    call: MeetingCall | None,
) -> MeetingRequest:
    seat, subjects = (
        check_seat(asker, wanted.seat_id),
        queries.list_kept_subjects(event, asker, asked, wanted.listing_ids),
    )
    first, second = ordered(asker.id, asked.id)
    request = MeetingRequest(
        event_id=event.id,
        asker_id=asker.id,
        asked_id=asked.id,
        asker=asker,
        asked=asked,
        first_id=first,
        second_id=second,
        state=RequestState.ASKED,
        asker_wish=wanted.wish,
        words=wanted.words,
        asker_seat_id=seat.id if seat else None,
        interpreter=wanted.interpreter,
        is_moderated=wanted.is_moderated,
        listing_ids=subjects,
        source=source,
        call_id=call.id if call else None,
        created_at=act.at,
        changed_at=act.at,
        expires_at=expiry_of(held.plan, at=act.at),
    )
    db.session.add(request)
    db.session.flush()
    return request


def enter(
    event: Event, asker_id: int, asked_id: int, wanted: Wanted, *, is_accepted: bool, reason: str, act: Act
) -> MeetingRequest:
    """A request that organizers enter for the asker, whether requests are open or not; accepted at once, if both have
    said so.

    Raises:
        as `ask` and `accept`.
    """
    request = ask(event, asker_id, asked_id, wanted, act=act, source=RequestSource.OFFICE, reason=reason)
    if is_accepted and request.state is RequestState.ASKED:
        held = hold(event, at=act.at)
        accept_held(event, held, request, Answer(), act=act, is_own=False, reason=reason)
    return request


def change(event: Event, request_id: int, party_id: int, wanted: Wanted, *, act: Act) -> MeetingRequest:
    """Another wish, seat, interpreter or other words: of the asker while the request stands (words while it waits), of
    the asked once it is accepted.

    Raises:
        NotPossibleNow: the request stands no longer, it is not this party's to change, or the event is over.
    """
    held = hold(event, at=act.at)
    check_ahead(event, at=act.at)
    request = queries.get_request(event, request_id)
    is_asker = request.asker_id == party_id
    if request.state is not RequestState.ACCEPTED and not (is_asker and request.state is RequestState.ASKED):
        raise NotPossibleNow(_("This request is no longer valid; nothing can be changed."))
    if request.state is RequestState.ASKED:
        check_open(event, held, at=act.at)
    party = request.asker if is_asker else request.asked
    seat = check_seat(party, wanted.seat_id)
    before = _recorded(request)
    if is_asker:
        request.asker_wish, request.asker_seat_id = wanted.wish, seat.id if seat else None
        if request.state is RequestState.ASKED:
            request.words = wanted.words
            request.listing_ids = queries.list_kept_subjects(event, request.asker, request.asked, wanted.listing_ids)
    else:
        request.asked_wish, request.asked_seat_id = wanted.wish, seat.id if seat else None
    request.interpreter, request.changed_at = wanted.interpreter, act.at
    after = _recorded(request)
    note(act, "changed", request, {name: (before[name], after[name]) for name in before})
    return request


def _recorded(request: MeetingRequest) -> dict[str, object]:
    return {
        "asker_wish": request.asker_wish,
        "asked_wish": request.asked_wish,
        "asker_seat": request.asker_seat_id,
        "asked_seat": request.asked_seat_id,
        "interpreter": request.interpreter or None,
    }


def withdraw(
    event: Event, request_id: int, party_id: int, *, act: Act, words: str = "", is_office: bool = False
) -> MeetingRequest:
    """The request, or the accepted meeting, is off: by the asker at any time, by the asked once it has accepted. The
    other side of an accepted one is written to.

    Raises:
        NotPossibleNow: it stands no longer, the asked wants to withdraw what it can decline, or the event is over and a
            party itself would call off what was held.
    """
    hold(event, at=act.at)
    if not is_office:
        check_ahead(event, at=act.at)
    request = queries.get_request(event, request_id)
    return withdraw_held(event, request, party_id, act=act, words=words, is_office=is_office)


def withdraw_held(
    event: Event, request: MeetingRequest, party_id: int, *, act: Act, words: str = "", is_office: bool = False
) -> MeetingRequest:
    """Withdraw the request; the plan is locked already."""
    before = request.state
    if before is RequestState.ASKED and request.asker_id != party_id:
        raise NotPossibleNow(
            _("The side that was asked can decline a request; only the side that asked can withdraw it.")
        )
    move(request, RequestState.WITHDRAWN)
    request.changed_at = act.at
    note(act, "withdrawn", request, {"state": (before, RequestState.WITHDRAWN)}, reason=words)
    if before is RequestState.ACCEPTED:
        by = request.asker if request.asker_id == party_id else request.asked
        heard = request_withdrawn.send(request, act=act, by=None if is_office else by)
        told = {number for _receiver, numbers in heard for number in numbers or ()}
        letters.tell_withdrawn(event, request, by, both=is_office, notified=told, at=act.at)
    return request


def end_all(event: Event, party_id: int, *, act: Act) -> int:
    """A party takes part no longer: what it asked and agreed is withdrawn, what it was asked is declined; how many it
    were."""
    hold(event, at=act.at)
    rows = queries.list_standing_of(party_id)
    for request in rows:
        if request.state is RequestState.ASKED and request.asked_id == party_id:
            move(request, RequestState.DECLINED)
            request.answered_at = request.changed_at = act.at
            note(act, "declined", request, {"state": (RequestState.ASKED, RequestState.DECLINED)})
            letters.tell_answer(event, request, at=act.at)
        else:
            withdraw_held(event, request, party_id, act=act)
    return len(rows)


def say_no_thanks(event: Event, party_id: int, other_id: int, *, act: Act) -> None:
    """The party does not want to meet the other: what the other asks is not shown to it and expires by itself. A
    request of its own to the other that waits is withdrawn. Saying it twice is no fault.

    Raises:
        NotPossibleNow: a meeting of the two is accepted.
        NotFound: one of them is none of this event.
    """
    hold(event, at=act.at)
    party, other = queries.get_pair(event, party_id, other_id)
    if queries.is_unwanted(party.id, other.id) or party.id == other.id:
        return
    standing = queries.find_standing(party.id, other.id)
    if standing is not None and standing.state is RequestState.ACCEPTED:
        name = organization_name(other.organization)
        raise NotPossibleNow(_("A meeting with %(name)s has been accepted. Withdraw it first.", name=name))
    if standing is not None and standing.asker_id == party.id:
        withdraw_held(event, standing, party.id, act=act)
    said = NoThanks(event_id=event.id, party_id=party.id, other_id=other.id, said_at=act.at)
    db.session.add(said)
    db.session.flush()
    _note(act, "said", said, event, f"{party.organization.name} → {other.organization.name}")


def take_back_no_thanks(event: Event, party_id: int, other_id: int, *, act: Act) -> None:
    """The other may ask again, and what it has asked meanwhile is shown; taking back what was not said is no fault."""
    hold(event, at=act.at)
    party, other = queries.get_pair(event, party_id, other_id)
    for said in queries.list_unwanted(party.id):
        if said.other_id == other.id:
            _note(act, "taken_back", said, event, f"{party.organization.name} → {other.organization.name}")
            statements.delete_no_thanks(party.id, other.id)


def _note(act: Act, action: str, said: NoThanks, event: Event, name: str) -> None:
    record(act, action, said, event_id=event.id, object_name=name)
