"""What switches calls for cases off at a site."""

from __future__ import annotations

from eventmgr.exchange.cases.switch import CASES
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

CALLS = Switch(
    "case_calls",
    _l("Calls for cases"),
    _l("Ask organizations and provinces for cases, have them reviewed, and publish what was selected."),
    contents=_l("the calls with what was submitted"),
    needs=CASES,
)
