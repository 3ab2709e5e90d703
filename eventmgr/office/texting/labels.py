"""Words for what became of a short message."""

from __future__ import annotations

from eventmgr.ground.i18n import _l

WHY = {
    "left": _l("no longer on the list when its turn came"),
    "no_gateway": _l("no SMS gateway is set up"),
    "no_number": _l("has no mobile number"),
    "enough": _l("the number has reached its daily limit of short messages"),
    "unsubscribed": _l("wants no short messages"),
}
"""Why one was left out; what else may stand there is the gateway's own word."""
