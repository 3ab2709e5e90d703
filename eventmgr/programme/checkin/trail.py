"""What the trail says of check-in."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.programme.checkin.models import CheckinAct, CheckinDevice, CheckinList

WORDS = (
    Words(
        CheckinList,
        _l("Check-in list"),
        actions={"closed": _l("list closed"), "reopened": _l("list opened again")},
    ),
    Words(
        CheckinDevice,
        _l("Check-in device"),
        actions={"paired": _l("set up"), "shut_out": _l("blocked"), "signed_out": _l("signed out")},
    ),
    Words(CheckinAct, _l("Check-in"), actions={"counted": _l("counted after all")}),
)
