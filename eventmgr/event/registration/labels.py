"""The words for states, roles, sources and the fixed answers of the form."""

from __future__ import annotations

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Leadership, Source, Speaker, WaitingRule, Word
from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l

STATUSES = {
    Status.PENDING: _l("pending"),
    Status.CONFIRMED: _l("confirmed"),
    Status.WAITLISTED: _l("on the waiting list"),
    Status.OFFERED: _l("offered a place"),
    Status.REJECTED: _l("declined"),
    Status.WITHDRAWN: _l("cancelled"),
    Status.ATTENDED: _l("attended"),
    Status.ABSENT: _l("absent"),
}
STATE_SETS = {
    "live": _l("all valid ones"),
    "missing": _l("holding a place, not arrived"),
    "gone": _l("cancelled or declined"),
}
"""What the list's filter of states takes beside single states (`office_list.filtering.STATE_SETS`)."""
FLAGS = {
    "twice": _l("Possibly the same person"),
    "late": _l("Changed late"),
    "requested": _l("Change requested"),
    "untold": _l("To be phoned"),
    "no_email": _l("No e-mail address"),
    "bounced": _l("E-mail came back"),
    "restricted": _l("Processing restricted"),
}
PLACES = {"held": _l("Confirmed"), "waiting": _l("Waiting list")}
"""How somebody stands in a group."""
STATES = {
    Status.PENDING: State(_l("Pending"), "wait"),
    Status.CONFIRMED: State(_l("Confirmed"), "ok"),
    Status.WAITLISTED: State(_l("Waiting list"), "off"),
    Status.OFFERED: State(_l("Place offered"), "wait"),
    Status.REJECTED: State(_l("Declined"), "no"),
    Status.WITHDRAWN: State(_l("Cancelled"), "off"),
    Status.ATTENDED: State(_l("Attended"), "ok"),
    Status.ABSENT: State(_l("Absent"), "no"),
}
"""The same states where they stand alone, with a dot."""
LEADERSHIPS = {Leadership.LEADER: _l("Head of delegation"), Leadership.DEPUTY: _l("Deputy head of delegation")}
SOURCES = {
    Source.SELF: _l("by the participant"),
    Source.STAFF: _l("by the organizers"),
    Source.UNIT: _l("by the delegation liaison"),
    Source.IMPORT: _l("from a spreadsheet"),
    Source.WALK_IN: _l("registered on site"),
}
UNIT_WORDS = {
    Word.RECOMMENDED: State(_l("Recommended"), "ok"),
    Word.DECLINED: State(_l("Not recommended"), "no"),
}
"""What a delegation has said."""
WAITING_RULES = {
    WaitingRule.ASKED: _l("In order of registration"),
    WaitingRule.FLOOR: _l("Parts of quotas below their minimum first, then in order of registration"),
    WaitingRule.HAND: _l("In an order that you set by hand"),
}
AWAITED = State(_l("Recommendation awaited"), "wait")
"""It has said nothing yet and is asked."""
SPEAKERS = {
    Speaker.LIAISON: _l("stated by the liaison"),
    Speaker.OFFICE: _l("stated by the organizers on the delegation's behalf"),
}
WORDS = {**{word.value: state.label for word, state in UNIT_WORDS.items()}, "awaited": AWAITED.label}
"""What the list's filter of recommendations takes."""
DECISIONS = {
    "confirm": _l("Confirmed"),
    "waitlist": _l("Moved to the waiting list"),
    "reject": _l("Declined"),
    "revoke": _l("Places withdrawn"),
}
"""What was decided about several registrations at once."""
