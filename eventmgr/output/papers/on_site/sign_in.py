"""Sign-in sheets (签到表): who is expected, by delegation, with columns to be filled in by hand."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.ground.i18n import _, _n, language, speaking
from eventmgr.output.papers.contents import Attendee, Delegation
from eventmgr.output.papers.on_site.contents import SignIn
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import Grid
from eventmgr.tools.typesetting.lists import INDEX, INDEX_WIDTH, NAME, Column, ListLook
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, CELL, FACTS, GROUP, WIDE, WIDTH
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import TextBlock, para

_NAME = {"zh": 78.0, "en": 100.0}
_BLANK, _LEAST = 72.0, 120.0
_PAD = 8.0
"""Points above and below a line: room for a signature."""
_MOST_UPRIGHT = 3
"""With more blank columns the sheet lies on its side."""


def build(data: SignIn, *, lang: str) -> bytes:
    """The sheet as a PDF: a table for each delegation, for guests and for staff."""
    with speaking(lang):
        name = _("Sign-in sheet")
        story: list[Flowable] = [*front(data.roster.occasion, name)]
        where = " · ".join(part for part in (data.when, data.place) if part)
        story += [
            para(words, style) for words, style in ((data.what, GROUP.but(align="center")), (where, FACTS)) if words
        ]
        story.append(para("", BODY.but(leading=6)))
        is_wide = len(data.blanks) > _MOST_UPRIGHT
        first = 1
        for number, part in enumerate(data.roster.delegations):
            if number and data.apart:
                story.append(PageBreak())
            story.append(_table(part, 1 if part.is_staff else first, data.blanks, WIDE if is_wide else WIDTH))
            first += len(part.people)
        if not data.roster.delegations:
            story.append(para(_("Nobody is confirmed yet."), BODY))
        return build_pages(story, sheet_of(data.roster.occasion, name, lang, is_wide=is_wide))


def _table(part: Delegation, first: int, blanks: tuple[str, ...], room: float) -> Grid:
    name = NAME.but(width=_NAME)
    blank = min(_BLANK, (room - INDEX_WIDTH - _NAME[language()] - _LEAST) / max(len(blanks), 1))
    columns = [
        INDEX,
        name,
        Column(_("Organization and position"), _where_from),
        *(Column(words, lambda _one: None, blank) for words in blanks),
    ]
    return table(
        columns,
        part.people,
        title=part.name,
        note=_n("%(num)s person", "%(num)s people", len(part.people)),
        outline=OutlineEntry(part.name, 0),
        room=room,
        first=first,
        pad=_PAD,
        after=14,
        look=ListLook(boxed=True),
    )


def _where_from(one: Attendee) -> TextBlock:
    return para("\n".join(part for part in (one.organization, one.title) if part), CELL.but(size=9, leading=12.5))
