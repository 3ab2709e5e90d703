"""Words for lists, acts, contradictions and the state of a device."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.enums import State, Tone
from eventmgr.ground.i18n import _l
from eventmgr.programme.checkin.models import CheckinDevice

WAITS, WORKS, ENDED, SHUT_OUT = (
    State(_l("waiting to be set up"), Tone.WAIT),
    State(_l("in use"), Tone.OK),
    State(_l("ended"), Tone.OFF),
    State(_l("blocked"), Tone.NO),
)


def state_of(device: CheckinDevice, at: datetime) -> State:
    """The state of a device at that instant."""
    if device.shut_out_at is not None:
        return SHUT_OUT
    if device.ends_at <= at:
        return ENDED
    return WORKS if device.token_hash else WAITS
