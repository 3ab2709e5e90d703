"""The list of participants on paper (参会人员名单)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from eventmgr.i18n import _, _n, speaking
from eventmgr.reports.contents import Attendee, Delegation, Roster
from eventmgr.reports.documents.front import front
from eventmgr.reports.documents.sheet import sheet_of
from eventmgr.typesetting.grid import Grid, Row
from eventmgr.typesetting.names import aligned_name
from eventmgr.typesetting.outline import OutlineEntry
from eventmgr.typesetting.pages import build as build_pages
from eventmgr.typesetting.styles import BODY, CELL, CELL_NUMBER, CELL_SOFT, COLUMN, COLUMN_NUMBER, FACTS, GROUP, WIDTH
from eventmgr.typesetting.text import Span, TextBlock, para

_NUMBER, _NAME, _MOBILE = 28.0, 90.0, 74.0
_ROLE = {"zh": 58.0, "en": 84.0}


def build(data: Roster, *, lang: str) -> bytes:
    """The roster as a PDF: a table for each unit, the numbers run through."""
    with speaking(lang):
        name = _("List of participants")
        story: list[Flowable] = [*front(data.occasion, name)]
        if data.total:
            story.append(para(_total(data), FACTS.but(align="left", after=8)))
        else:
            story.append(para(_("Nobody is confirmed yet."), BODY))
        first = 1
        for delegation in data.delegations:
            story.append(_table(delegation, first, _ROLE[lang], shows_mobile=data.shows_mobile))
            first += len(delegation.people)
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _total(data: Roster) -> str:
    people = _n("%(num)s person", "%(num)s people", data.total)
    provinces = _n("%(num)s province/region", "%(num)s provinces/regions", data.provinces)
    if data.countries:
        abroad = _n("%(num)s country or region abroad", "%(num)s countries or regions abroad", data.countries)
        provinces = _("%(provinces)s and %(abroad)s", provinces=provinces, abroad=abroad)
    return _("%(people)s from %(provinces)s, by delegation in official order", people=people, provinces=provinces)


def _table(delegation: Delegation, first: int, role: float, *, shows_mobile: bool) -> Grid:
    rest = WIDTH - _NUMBER - _NAME - role - (_MOBILE if shows_mobile else 0)
    widths = [_NUMBER, _NAME, rest * 0.6, rest * 0.4, role, *([_MOBILE] if shows_mobile else [])]
    people = _n("%(num)s person", "%(num)s people", len(delegation.people))
    title = [Span(delegation.name), Span(f"  {people}", bold=False, colour="ink-2"), *_quota(delegation)]
    words = [_("Name"), _("Organization"), _("Position"), _("Attending as"), *([_("Mobile")] if shows_mobile else [])]
    head = [
        Row((para(title, GROUP),), line="accent", wide=True, outline=OutlineEntry(delegation.name, 0)),
        Row((para(_("No."), COLUMN_NUMBER), *(para(word, COLUMN) for word in words)), fill="wash"),
    ]
    rows = (Row(tuple(_cells(one, first + i, shows_mobile=shows_mobile))) for i, one in enumerate(delegation.people))
    return Grid(widths, head, rows, after=14)


def _quota(delegation: Delegation) -> Iterator[Span]:
    """What the delegation may send, and how many it has sent beyond it."""
    if delegation.quota is None:
        return
    yield Span(" · " + _("quota %(quota)s", quota=delegation.quota), bold=False, colour="ink-2")
    over = len(delegation.people) - delegation.quota
    if over > 0:
        yield Span(" · " + _("%(num)s beyond the quota", num=over), colour="seal")


def _cells(one: Attendee, number: int, *, shows_mobile: bool) -> Iterator[TextBlock]:
    yield para(str(number), CELL_NUMBER.but(colour="ink-2"))
    yield para(aligned_name(one.name, one.latin), CELL.but(bold=True))
    yield para(one.organization, CELL)
    yield para(one.title, CELL)
    yield para(one.role, CELL_SOFT)
    if shows_mobile:
        yield para(one.mobile, CELL_SOFT)
