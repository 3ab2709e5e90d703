"""The list of participants on paper (参会人员名单)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, _n, speaking
from eventmgr.output.papers.choices import COLUMNS
from eventmgr.output.papers.contents import Delegation, Roster
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import Grid
from eventmgr.tools.typesetting.lists import INDEX, INDEX_WIDTH, NAME, Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    FACTS,
    WIDE,
    WIDTH,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import Span, para

_NAME, _NAME_IF_SHORT = 90.0, 66.0
_SHORT = 4
"""Characters of a name for which the narrow column is enough."""
_WIDTHS = {"role": {"zh": 54.0, "en": 72.0}, "group": 74.0, "mobile": 72.0, "signature": 64.0}
_LEAST_FOR_TWO, _LEAST_FOR_SHARED, _LEAST_FOR_ONE = 190.0, 150.0, 110.0
"""Room for organization and position side by side, for both in one column, and for one of them; with less the list is
printed in landscape."""


def build(data: Roster, *, lang: str) -> bytes:
    """The roster as a PDF: a table for each delegation, for guests and for staff; the numbers run through, those of
    staff begin anew."""
    with speaking(lang):
        name = _("List of participants")
        story: list[Flowable] = [*front(data.occasion, name)]
        if data.total or data.staff:
            story.append(para(total_line(data), FACTS.but(align="left", after=2 if data.printed else 8)))
        else:
            story.append(para(_("Nobody is confirmed yet."), BODY))
        if data.printed:
            story.append(para(data.printed, FACTS.but(align="left", size=9, after=8)))
        story += delegation_tables(data, lang)
        is_wide = _columns(data.columns, lang, _name_room(data))[1]
        return build_pages(story, sheet_of(data.occasion, name, lang, is_wide=is_wide))


def delegation_tables(data: Roster, lang: str, *, level: int = 0) -> Iterator[Grid]:
    """A table for each delegation, for guests and for staff.

    Args:
        level: of their bookmarks.
    """
    widths, _is_wide = _columns(data.columns, lang, _name_room(data))
    first = 1
    for delegation in data.delegations:
        yield _table(delegation, 1 if delegation.is_staff else first, widths, level)
        first += len(delegation.people)


def _name_room(data: Roster) -> float:
    is_short = all(len(one.name) <= _SHORT and not one.latin for part in data.delegations for one in part.people)
    return _NAME_IF_SHORT if is_short else _NAME


def _columns(keys: Sequence[str], lang: str, name: float = _NAME) -> tuple[dict[str, float], bool]:
    """Column → width, and whether they need a page in landscape; what is left over belongs to organization and
    position, which share a column where there is little, else to the name."""
    widths: dict[str, float] = {"number": INDEX_WIDTH, "name": name}
    for key in keys:
        width = _WIDTHS.get(key, 0.0)
        widths[key] = width[lang] if isinstance(width, dict) else float(width)  # type: ignore[arg-type]
    named = [key for key in ("organization", "title") if key in widths]
    least = (0.0, _LEAST_FOR_ONE, _LEAST_FOR_SHARED)[len(named)]
    is_wide = WIDTH - sum(widths.values()) < least
    rest = (WIDE if is_wide else WIDTH) - sum(widths.values())
    if len(named) == 2 and rest >= _LEAST_FOR_TWO:
        widths["organization"], widths["title"] = rest * 0.62, rest * 0.38
    else:
        if len(named) == 2:
            del widths["title"]
        widths[named[0] if named else "name"] += rest
    return widths, is_wide


def total_line(data: Roster) -> str:
    """How many people, from where."""
    people = _n("%(num)s person", "%(num)s people", data.total)
    provinces = _n("%(num)s province/region", "%(num)s provinces/regions", data.provinces)
    if data.countries:
        abroad = _n("%(num)s country or region abroad", "%(num)s countries or regions abroad", data.countries)
        provinces = _("%(provinces)s and %(abroad)s", provinces=provinces, abroad=abroad)
    sentence = _("%(people)s from %(provinces)s, by delegation in official order", people=people, provinces=provinces)
    if data.staff:
        staff = _n("%(num)s person", "%(num)s people", data.staff)
        sentence += _("; besides %(staff)s as staff", staff=staff)
    if data.unlisted:
        sentence += _n(
            "; %(num)s person is not listed at their own request",
            "; %(num)s people are not listed at their own request",
            data.unlisted,
        )
    return sentence


def _table(delegation: Delegation, first: int, widths: Mapping[str, float], level: int) -> Grid:
    people = _n("%(num)s person", "%(num)s people", len(delegation.people))
    title = [Span(delegation.name), Span(f"  {people}", bold=False, colour="ink-2"), *_quota(delegation)]
    columns = [
        INDEX,
        NAME.but(width=widths["name"]),
        *(_column(key, width, widths) for key, width in widths.items() if key in COLUMNS),
    ]
    return table(
        columns,
        delegation.people,
        title=title,
        outline=OutlineEntry(delegation.name, level),
        room=sum(widths.values()),
        first=first,
        after=14,
    )


def _column(key: str, width: float, widths: Mapping[str, float]) -> Column:
    """A column that was chosen; organization and position share one where there is little room."""
    kind = "text" if key in ("organization", "title") else "soft"
    if key == "organization" and "title" not in widths:
        return Column(
            COLUMNS[key], lambda one: "\n".join(filter(None, (one.organization, one.title))), width, kind=kind
        )
    return Column(COLUMNS[key], lambda one: getattr(one, key, ""), width, kind=kind)


def _quota(delegation: Delegation) -> Iterator[Span]:
    """The delegation's places, how many of them its staff hold, and how many it holds beyond them."""
    if delegation.quota is None:
        return
    sentence = _("quota %(quota)s", quota=delegation.quota)
    staff = delegation.used - len(delegation.people) - delegation.unlisted
    if staff:
        sentence += _(", %(used)s places used, %(staff)s of them by staff", used=delegation.used, staff=staff)
    yield Span(" · " + sentence, bold=False, colour="ink-2")
    over = delegation.used - delegation.quota
    if over > 0:
        yield Span(" · " + _("%(num)s over quota", num=over), colour="seal")
