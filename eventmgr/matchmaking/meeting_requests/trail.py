"""What the trail says of requests for meetings, of messages in them and of calls for partners."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_requests.models import (
    MeetingCall,
    MeetingRequest,
    NoThanks,
    RequestMessage,
)

WORDS = (
    Words(
        MeetingRequest,
        _l("Meeting request"),
        actions={
            "asked": _l("meeting asked for"),
            "accepted": _l("meeting accepted"),
            "declined": _l("meeting declined"),
            "withdrawn": _l("request withdrawn"),
            "expired": _l("expired without an answer"),
            "answer_undone": _l("answer undone"),
        },
        fields={
            "state": _l("State"),
            "asker_wish": _l("Wish of the organization that asks"),
            "asked_wish": _l("Wish of the organization that is asked"),
            "is_mutual": _l("Wished by both"),
            "reason_code": _l("Reason"),
            "proposed": _l("Proposed instead"),
            "asker_seat": _l("Representative of the organization that asks"),
            "asked_seat": _l("Representative of the organization that is asked"),
            "interpreter": _l("Interpreter"),
            "source": _l("Asked by"),
        },
        values={
            "interpreter": LANGUAGES,
        },
        keeps=frozenset({"state", "asker_wish", "asked_wish", "is_mutual", "source"}),
    ),
    Words(
        NoThanks,
        _l("No-thanks"),
        actions={"said": _l("no thanks, without telling the other"), "taken_back": _l("taken back")},
    ),
    Words(
        RequestMessage,
        _l("Message in a request"),
        actions={
            "reported": _l("reported to the organizers"),
            "hidden": _l("hidden"),
            "unhidden": _l("shown again"),
            "left": _l("left as it is"),
        },
    ),
    Words(
        MeetingCall,
        _l("Call for partners"),
        actions={"published": _l("published"), "closed": _l("closed"), "reopened": _l("opened again")},
        fields={
            "title": _l("Title"),
            "text": _l("Text"),
            "places": _l("Partners wanted"),
            "closes_at": _l("Open until"),
        },
    ),
    Words(
        MeetingParty,
        actions={"calls_allowed": _l("may publish calls"), "calls_ended": _l("no longer publishes calls")},
    ),
    Words(
        Event,
        actions={"parties_reminded": _l("organizations reminded of requests")},
        fields={"parties_reminded": _l("Organizations")},
    ),
)
