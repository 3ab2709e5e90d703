"""Words for the values of the directory."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import SizeClass

SIZES = {
    SizeClass.LARGE: _l("Large enterprise"),
    SizeClass.MEDIUM: _l("Medium-sized enterprise"),
    SizeClass.SMALL: _l("Small enterprise"),
    SizeClass.MICRO: _l("Micro enterprise"),
}
