"""What two parties write each other inside a request: bounded, reportable, hidden by organizers where it must be."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests import letters, queries
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestMessage, RequestState
from eventmgr.matchmaking.meeting_requests.rules import HINT_MINUTES, MOST_MESSAGES
from eventmgr.matchmaking.meeting_requests.services.holding import NotPossibleNow, hold
from eventmgr.tools.log.services import Act, record

_HINT = timedelta(minutes=HINT_MINUTES)


def write_message(event: Event, request_id: int, party: MeetingParty, text: str, *, act: Act) -> RequestMessage:
    """A message of the party to the other side. The other gets an e-mail that there is one, without its text, once in
    an hour at most, unless it is not to see the request.

    Raises:
        NotPossibleNow: the event is over, the request does not stand, or the party has written its share.
    """
    hold(event, at=act.at)
    if is_over(event, at=act.at):
        raise NotPossibleNow(_("The event is over; nothing more can be written here."))
    request = queries.get_own(party, request_id)
    if request.state not in (RequestState.ASKED, RequestState.ACCEPTED):
        raise NotPossibleNow(_("This request is no longer valid; nothing can be written here."))
    if queries.count_messages(request.id, party.id) >= MOST_MESSAGES:
        most = MOST_MESSAGES
        raise NotPossibleNow(_("Each side may write %(most)s messages here. Save the rest for the meeting.", most=most))
    message = RequestMessage(request_id=request.id, party_id=party.id, text=text, written_at=act.at)
    db.session.add(message)
    db.session.flush()
    _hint(event, request, party, act)
    return message


def _hint(event: Event, request: MeetingRequest, writer: MeetingParty, act: Act) -> None:
    is_asker = request.asker_id == writer.id
    name = "asked_hinted_at" if is_asker else "asker_hinted_at"
    last = getattr(request, name)
    if last is not None and act.at < last + _HINT:
        return
    if is_asker and request.answered_at is None and queries.is_unwanted(request.asked_id, request.asker_id):
        return
    setattr(request, name, act.at)
    reader = request.asked if is_asker else request.asker
    letters.hint(event, request, reader, writer, at=act.at)


def report_message(event: Event, request_id: int, message_id: int, party: MeetingParty, *, act: Act) -> None:
    """The reader of a message shows it to the organizers; twice is no fault.

    Raises:
        NotFound: there is no such message of the other side in a request that the party sees.
    """
    hold(event, at=act.at)
    request = queries.get_own(party, request_id)
    message, of_request = queries.get_message(event, message_id)
    if of_request.id != request.id or message.party_id == party.id:
        raise NotFound(_("There is no such message."))
    if message.reported_at is None:
        message.reported_at = act.at
        _note(act, "reported", message, event)


def hide_message(event: Event, message_id: int, *, is_hidden: bool, act: Act) -> None:
    """Organizers take a reported message out of sight of both sides, or show it again.

    Raises:
        NotFound: nobody has reported such a message.
    """
    hold(event, at=act.at)
    message, _request = queries.get_message(event, message_id)
    if message.reported_at is None:
        raise NotFound(_("There is no such message."))
    if is_hidden is not (message.hidden_at is not None):
        message.hidden_at = act.at if is_hidden else None
        _note(act, "hidden" if is_hidden else "unhidden", message, event)


def leave_message(event: Event, message_id: int, *, act: Act) -> None:
    """Organizers have read a reported message and leave it as it is; it is reported no longer.

    Raises:
        NotFound: nobody has reported such a message.
    """
    hold(event, at=act.at)
    message, _request = queries.get_message(event, message_id)
    if message.reported_at is None:
        raise NotFound(_("There is no such message."))
    message.reported_at = message.hidden_at = None
    _note(act, "left", message, event)


def _note(act: Act, action: str, message: RequestMessage, event: Event) -> None:
    record(act, action, message, event_id=event.id)
