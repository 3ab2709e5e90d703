"""What switches policies off at a site."""

from __future__ import annotations

from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

POLICIES = Switch(
    "policies",
    _l("Policies"),
    _l("Publish policies, let everybody check what they can apply for, and hand out compendiums."),
    contents=_l("the policies, which nobody can read while this is off"),
)
