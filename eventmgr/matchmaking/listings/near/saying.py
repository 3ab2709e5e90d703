"""What somebody who writes a listing is told of others that are near: in which provinces, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.ground.i18n import _, language
from eventmgr.tools.taxonomy import get_province


def near_words(provinces: Sequence[str]) -> str:
    """One sentence; empty where there is nothing near. An unknown province is ""."""
    names = [get_province(code).name(language()) for code in provinces if code]
    if names:
        where = ("、" if language() == "zh" else ", ").join(names)
        return _("A similar entry exists in %(where)s: perhaps you can do it together.", where=where)
    return _("A similar entry exists: perhaps you can do it together.") if provinces else ""
