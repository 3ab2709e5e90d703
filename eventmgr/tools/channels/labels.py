"""The words for states of short texts."""

from __future__ import annotations

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.tools.channels.models import SendState

STATES = {
    SendState.DUE: State(_l("waiting to be sent"), "wait"),
    SendState.SENDING: State(_l("on its way"), "wait"),
    SendState.SENT: State(_l("sent"), "ok"),
    SendState.FAILED: State(_l("not delivered"), "no"),
    SendState.UNCLEAR: State(_l("unclear whether it arrived"), "no"),
    SendState.LEFT_OUT: State(_l("left out"), "off"),
}
