"""Words of requests: states, wishes, who asked, reasons, languages of interpreters. Pure."""

from __future__ import annotations

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.features import Number
from eventmgr.ground.i18n import _l


class AnswerGround(LabelledEnum):
    """On what grounds organizers answer for somebody."""

    PHONE = "phone", _l("Said on the phone")
    PERSON = "person", _l("Said in person")
    MESSAGE = "message", _l("Said in a message")
    DUTY = "duty", _l("Decided by the organizers")


ONLY = {
    "standing": _l("Standing: accepted or awaiting an answer"),
    "unanswered": _l("Seen and not answered"),
    "across": _l("Accepted, between two sides"),
    "mutual": _l("Accepted, wished by both"),
}
"""What the board can be narrowed to beside a state."""
NUMBERS = {
    "meetings_accepted": Number(
        _l("Accepted meetings"), _l("Accepted requests of the event."), "the board of requests, “accepted”"
    ),
    "meeting_requests": Number(
        _l("Meeting requests"),
        _l("Requests for meetings that match the filters, by state."),
        "the board of requests that its page links",
    ),
    "meetings_across": Number(
        _l("Accepted meetings between two sides"),
        _l("Accepted requests between organizations of two sides, and their share of all accepted ones."),
        "the board of requests, “accepted, between two sides”",
    ),
    "meetings_mutual": Number(
        _l("Accepted meetings wished by both"),
        _l("Accepted requests of which the other side had asked as well."),
        "the board of requests, “accepted, wished by both”",
    ),
    "meeting_calls": Number(
        _l("Applications to a call for partners"),
        _l("Requests in answer to a call: those that are pending, and those chosen out of the partners wanted."),
        "the board of requests, by call",
    ),
    "reported_messages": Number(
        _l("Reported messages"),
        _l("Messages inside requests that their readers have reported and that are not hidden."),
        "the page of reported messages",
    ),
    "own_meetings": Number(
        _l("Meetings of an organization"),
        _l("Its accepted meetings and its own pending requests, out of the most it may have."),
    ),
    "unanswered_requests": Number(
        _l("Unanswered requests of an organization"),
        _l("Requests that it can see and has not answered."),
        "the board of requests, “seen and not answered”",
    ),
}
