"""The words for states, anchors and reasons."""

from __future__ import annotations

from eventmgr.ground.features import State
from eventmgr.ground.i18n import _l
from eventmgr.office.bulkmail.models import Anchor, BulkMailState, RecipientState

STATES = {
    BulkMailState.DRAFT: State(_l("Draft"), "off"),
    BulkMailState.SCHEDULED: State(_l("Scheduled"), "wait"),
    BulkMailState.SENDING: State(_l("Being sent"), "on"),
    BulkMailState.PAUSED: State(_l("Paused"), "wait"),
    BulkMailState.STOPPED: State(_l("Stopped"), "no"),
    BulkMailState.DONE: State(_l("Sending finished"), "ok"),
}
ANCHORS = {
    Anchor.START: _l("the beginning of the event"),
    Anchor.END: _l("the end of the event"),
    Anchor.CLOSES: _l("the registration deadline"),
}
LEFT_OUT = {
    RecipientState.UNSUBSCRIBED: _l("have unsubscribed"),
    RecipientState.UNREACHED: _l("have no e-mail address"),
    RecipientState.LEFT: _l("were no longer on the list when their turn came"),
}
PAUSED_FOR = {
    "event": _l("The event was postponed or cancelled, so nothing is sent until you continue."),
    "late": _l("The event was moved, and the time for this e-mail has passed by the new date. Nothing was sent."),
    "failed": _l(
        "Sending failed several times. Nothing is lost, and nobody gets it twice: continue once the fault is fixed."
    ),
}
"""Why one is paused that nobody paused."""
