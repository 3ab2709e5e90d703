"""Words of requests: states, wishes, who asked, reasons, languages of interpreters. Pure."""

from __future__ import annotations

from eventmgr.features import State
from eventmgr.i18n import _l
from eventmgr.meetings.requests.models import RequestSource, RequestState, Wish
from eventmgr.meetings.requests.rules import Bar

STATES = {
    RequestState.ASKED: State(_l("Awaiting an answer"), "wait"),
    RequestState.ACCEPTED: State(_l("Meeting accepted"), "ok"),
    RequestState.DECLINED: State(_l("Meeting declined"), "no"),
    RequestState.WITHDRAWN: State(_l("Request withdrawn"), "off"),
    RequestState.EXPIRED: State(_l("Expired without an answer"), "off"),
}
WISHES = {Wish.MUST: _l("Must meet"), Wish.WOULD: _l("Would like to meet")}
SOURCES = {
    RequestSource.OWN: _l("The organization itself"),
    RequestSource.LIAISON: _l("The liaison of its delegation"),
    RequestSource.OFFICE: _l("The organizers"),
    RequestSource.IMPORT: _l("A list that was imported"),
    RequestSource.ON_SITE: _l("On site"),
    RequestSource.CALL: _l("In answer to a call for partners"),
}
REASONS = {
    "other_field": _l("We work in another field"),
    "full": _l("We have all the meetings that we can hold"),
    "contact": _l("We are in contact already"),
    "another": _l("Another organization suits you better"),
    "later": _l("Not at this event"),
}
"""Why a request is declined, as one may choose it."""
OFFICE_REASONS = {
    "phone": _l("Said on the phone"),
    "person": _l("Said in person"),
    "message": _l("Said in a message"),
    "duty": _l("Decided by the organizers"),
}
"""On what grounds organizers answer for somebody."""
BARS = {
    Bar.SELF: _l("An organization does not meet itself."),
    Bar.LEFT: _l("This organization no longer takes part in the meetings."),
    Bar.EXCLUDED: _l("No meeting is arranged between these two organizations. Ask the organizers."),
    Bar.GROUP: _l("Both organizations belong to one group; their meetings are not arranged here."),
    Bar.PAIR: _l("At this event organizations of these two types or sides do not meet each other."),
}
ONLY = {
    "standing": _l("Standing: accepted or awaiting an answer"),
    "unanswered": _l("Seen and not answered"),
    "across": _l("Accepted, between two sides"),
    "mutual": _l("Accepted, wished by both"),
}
"""What the board can be narrowed to beside a state."""
