"""The lists of the groups on paper, one page for each (分组名单)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.ground.i18n import _, _n, language, speaking
from eventmgr.output.reports.contents import GroupList, GroupLists, Member
from eventmgr.output.reports.documents.front import Rule
from eventmgr.output.reports.documents.sheet import sheet_of
from eventmgr.tools.typesetting.grid import PAD_Y, Grid, Row
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    GROUP,
    HEIGHT,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_NUMBER, _UNIT = 28.0, 62.0
_NAME = {"zh": 62.0, "en": 104.0}
"""In English the pinyin stands beside the name."""
_CLOSE = 1.5
"""Points above and below a line of a list that would run over by a few rows."""
_ENDLESS = 1e6


def build(data: GroupLists, *, lang: str) -> bytes:
    """The lists as a PDF: each group begins a page."""
    with speaking(lang):
        name = _("Group lists")
        story: list[Flowable] = []
        for group in data.groups:
            if story:
                story.append(PageBreak())
            story += _page(group, data)
        if not data.groups:
            story += [para(data.occasion.title, TITLE), para(_("The agenda has no groups."), BODY)]
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _page(group: GroupList, data: GroupLists) -> list[Flowable]:
    """The page of a group, its rows closer together where that keeps the last ones on it."""
    for pad in (PAD_Y, _CLOSE):
        if sum(_taken_by(block) for block in _blocks(group, data, pad)) <= HEIGHT:
            return list(_blocks(group, data, pad))
    return list(_blocks(group, data, PAD_Y))


def _taken_by(block: Flowable) -> float:
    height: float = block.wrap(WIDTH, _ENDLESS)[1]
    return height + float(block.getSpaceBefore()) + float(block.getSpaceAfter())


def _blocks(group: GroupList, data: GroupLists, pad: float) -> Iterator[Flowable]:
    yield para(group.title, TITLE, OutlineEntry(group.title))
    yield para(data.occasion.title, SUBTITLE)
    yield para(" · ".join(part for part in (group.time, group.place) if part), FACTS)
    yield Rule("brand", 1.2, before=8, after=14)
    for role, names in group.leaders:
        yield para([Span(f"{role}  ", colour="ink-2"), Span(names)], BODY.but(after=0))
    if group.leaders:
        yield para("", BODY.but(leading=8))
    yield from member_tables(group, pad)


def member_tables(group: GroupList, pad: float = PAD_Y) -> Iterator[Flowable]:
    """Who has a place in the group, and who waits."""
    if group.members:
        yield _table(_("Members"), _places(group), group.members, pad)
    else:
        yield para(_("Nobody has a place in this group yet."), BODY)
    if group.waiting:
        people = _n("%(num)s person", "%(num)s people", len(group.waiting))
        yield _table(_("Waiting list"), people, group.waiting, pad)


def _places(group: GroupList) -> str:
    people = _n("%(num)s person", "%(num)s people", len(group.members))
    return _("%(people)s of %(limit)s places", people=people, limit=group.limit) if group.limit else people


def _table(title: str, note: str, members: Sequence[Member], pad: float) -> Grid:
    name = _NAME[language()]
    rest = WIDTH - _NUMBER - name - _UNIT
    widths = [_NUMBER, name, _UNIT, rest * 0.72, rest * 0.28]
    words = [_("Name"), _("Delegation"), _("Organization"), _("Position")]
    head = [
        Row((para([Span(title), Span(f"  {note}", bold=False, colour="ink-2")], GROUP),), line="accent", wide=True),
        Row((para(_("No."), COLUMN_NUMBER), *(para(word, COLUMN) for word in words)), fill="wash"),
    ]
    rows = [Row(tuple(_cells(one, number)), pad=pad) for number, one in enumerate(members, 1)]
    return Grid(widths, head, rows, after=14)


def _cells(one: Member, number: int) -> Iterator[TextBlock]:
    yield para(str(number), CELL_NUMBER.but(colour="ink-2"))
    yield para(named(one.person.name, one.person.latin), CELL.but(bold=True))
    yield para(one.unit, CELL_SOFT)
    yield para(one.person.organization, CELL)
    yield para(one.person.title, CELL)
