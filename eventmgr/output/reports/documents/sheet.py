"""What stands on every page of every document."""

from __future__ import annotations

from eventmgr.output.reports.contents import Occasion
from eventmgr.tools.typesetting.pages import Sheet


def sheet_of(occasion: Occasion, name: str, lang: str, *, is_wide: bool = False) -> Sheet:
    """Head and foot of the document called `name` about `occasion`; `is_wide`: in landscape."""
    return Sheet(
        title=f"{occasion.title} · {name}",
        author=occasion.author,
        head=(occasion.title, name),
        lang=lang,
        is_wide=is_wide,
        look=occasion.look,
    )
