"""The words for states, roles, sources and the fixed answers of the form."""

from __future__ import annotations

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Word
from eventmgr.ground.enums import State, Tone
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
"""What the list's filter of states takes beside single states (`counting.figures.STATE_SETS`)."""
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
AWAITED = State(_l("Recommendation awaited"), Tone.WAIT)
"""It has said nothing yet and is asked."""
WORDS = {**dict(Word.choices()), "awaited": AWAITED.label}
"""What the list's filter of recommendations takes."""
DECISIONS = {
    "confirm": _l("Confirmed"),
    "confirm_first": _l("The first confirmed, the others moved to the waiting list"),
    "confirm_more": _l("Confirmed, with more places"),
    "waitlist": _l("Moved to the waiting list"),
    "reject": _l("Declined"),
    "revoke": _l("Places withdrawn"),
}
"""What was decided about several registrations at once."""
