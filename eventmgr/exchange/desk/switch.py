"""What switches the desk off at a site."""

from __future__ import annotations

from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

DESK = Switch(
    "desk",
    _l("Consultation desk"),
    _l("Take questions without an account, answer them in time, and publish what others will ask too."),
    contents=_l("the requests and the published answers, which nobody can read while this is off"),
)
