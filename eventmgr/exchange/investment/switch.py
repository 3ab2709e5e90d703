"""What switches the investment pages off at a site."""

from __future__ import annotations

from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

INVESTMENT = Switch(
    "investment",
    _l("Investment promotion"),
    _l("Bring parks, funds, subsidies, projects and services together by province, and compare them."),
    contents=_l("the investment pages; the listings themselves stay on the board"),
)
