"""What switches the public directory off at a site."""

from __future__ import annotations

from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

DIRECTORY = Switch(
    "directory",
    _l("Directory of organizations"),
    _l("Everybody finds the organizations that agreed to it, by province, sector, size and topic."),
)
