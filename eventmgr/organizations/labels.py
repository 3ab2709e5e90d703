"""Words for the values of organizations."""

from __future__ import annotations

from eventmgr.directory.models import NameKind, SizeClass
from eventmgr.i18n import _l

SIZES = {
    SizeClass.LARGE: _l("Large enterprise"),
    SizeClass.MEDIUM: _l("Medium-sized enterprise"),
    SizeClass.SMALL: _l("Small enterprise"),
    SizeClass.MICRO: _l("Micro enterprise"),
}
KINDS = {
    NameKind.FORMER: _l("former name"),
    NameKind.SHORT: _l("short name"),
    NameKind.MERGED: _l("name of a merged organization"),
}
