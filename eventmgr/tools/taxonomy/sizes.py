"""大中小微: how large an enterprise is."""

from __future__ import annotations

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l


class SizeClass(LabelledEnum):
    """How large an enterprise is, as statistics have it."""

    LARGE = "large", _l("Large enterprise")
    MEDIUM = "medium", _l("Medium-sized enterprise")
    SMALL = "small", _l("Small enterprise")
    MICRO = "micro", _l("Micro enterprise")
