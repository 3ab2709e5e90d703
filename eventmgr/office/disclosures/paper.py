"""A list for a recipient on paper, its mark under every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventmgr.ground.i18n import _, _n
from eventmgr.office.disclosures.files import Contents
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.grid import Grid
from eventmgr.tools.typesetting.lists import INDEX, Column
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, FACTS, TITLE, WIDE
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import Span, para

_SHARES = {
    "organization": 2.0,
    "arrival": 1.6,
    "departure": 1.6,
    "gender": 0.6,
    "id_number": 1.6,
    "hotel": 1.4,
    "room": 0.7,
    "room_use": 0.7,
    "ride_way": 1.6,
    "ride_time": 1.2,
    "ride_seats": 0.8,
}
"""How much of the width a column gets, where it is not one part."""


def build(contents: Contents, lang: str, *, fallback_fonts: Sequence[str] = ()) -> bytes:
    """The list as a PDF in landscape, in the language spoken."""
    fonts.use_fallbacks(fallback_fonts)
    name = _("List for %(recipient)s", recipient=contents.recipient)
    left = FACTS.but(align="left")
    story: list[Any] = [
        para(contents.event, TITLE, OutlineEntry(name)),
        para(name, FACTS.but(size=13)),
        para(_("Purpose: %(purpose)s", purpose=contents.purpose), left),
        para([Span(contents.mark, bold=True, colour="seal")], left),
        para(
            _(
                "This list is for that purpose only. Do not pass it on, and delete it when the purpose "
                "is fulfilled; people who withdraw their consent are in no later copy."
            ),
            left.but(size=9, after=8),
        ),
    ]
    if contents.rows:
        story.append(_table(contents))
    else:
        story.append(para(_("Nobody is in this list at present."), BODY))
    total = _n("%(num)s person", "%(num)s people", contents.people)
    sheet = Sheet(
        title=contents.title,
        author="",
        head=(contents.mark, total),
        lang=lang,
        is_wide=True,
        mark=contents.mark,
    )
    return build_pages(story, sheet)


def _table(contents: Contents) -> Grid:
    chosen = (Column(one.label, one.text, share=_SHARES.get(one.key, 1.0)) for one in contents.columns)
    return table([INDEX, *chosen], contents.rows, room=WIDE)
