"""What switches cases off at a site."""

from __future__ import annotations

from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

CASES = Switch(
    "cases",
    _l("Cases"),
    _l("Publish what organizations have done and measured, and compare it."),
    contents=_l("the cases, which nobody can read while this is off"),
)
