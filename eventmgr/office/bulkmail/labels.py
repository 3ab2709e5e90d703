"""The words for states, anchors and reasons."""

from __future__ import annotations

from eventmgr.ground.i18n import _l

PAUSED_FOR = {
    "event": _l("The event was postponed or cancelled, so nothing is sent until you continue."),
    "late": _l("The event was moved, and the time for this e-mail has passed by the new date. Nothing was sent."),
    "failed": _l(
        "Sending failed several times. Nothing is lost, and nobody gets it twice: continue once the fault is fixed."
    ),
}
"""Why one is paused that nobody paused."""
