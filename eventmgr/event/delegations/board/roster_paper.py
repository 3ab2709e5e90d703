"""A unit's list on paper, as its liaison takes it along. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from eventmgr.event.delegations.board.roster import roster_columns
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _n, format_instant, language, localized
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.pages import Sheet
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
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.text import para
from eventmgr.tools.web.rendering.zones import said_span

_NUMBER, _NAME, _TITLE, _ROLE, _STATE = 26.0, 68.0, 80.0, 82.0, 58.0


def build(
    event: Event, unit_code: str, people: Sequence[Any], *, at: datetime, fallback_fonts: Sequence[str] = ()
) -> bytes:
    """The people of one unit as a PDF, in their order and in the language spoken; no numbers and addresses.

    Args:
        at: as of when.
    """
    fonts.use_fallbacks(fallback_fonts)
    title, name = localized(event.title), _("Delegation of %(unit)s", unit=get_unit(unit_code).name(language()))
    facts = [
        _n("%(num)s person", "%(num)s people", len(people)),
        _("As of %(when)s", when=format_instant(at, event.timezone)),
    ]
    story = [
        para(title, TITLE, OutlineEntry(name)),
        para(name, SUBTITLE),
        para(said_span(event.starts_at, event.ends_at, event.timezone), FACTS),
        para(" · ".join(facts), FACTS.but(align="left", size=9, before=6, after=6)),
        _table(event, people) if people else para(_("Nobody is on the list."), BODY),
    ]
    sheet = Sheet(
        title=f"{title} · {name}",
        author=localized(event.hosts[0].name) if event.hosts else title,
        head=(title, name),
        lang=language(),
    )
    return build_pages(story, sheet)


def _table(event: Event, people: Sequence[Any]) -> Grid:
    columns = roster_columns(types_of(event))
    widths = (_NUMBER, _NAME, WIDTH - _NUMBER - _NAME - _TITLE - _ROLE - _STATE, _TITLE, _ROLE, _STATE)
    head = Row(
        (para(_("No."), COLUMN_NUMBER), *(para(str(column.label), COLUMN) for column in columns)), fill="wash"
    )  # fmt: skip
    rows = (
        Row(
            (
                para(str(number), CELL_NUMBER),
                para(columns[0].text(person), CELL.but(bold=True)),
                *(para(column.text(person), CELL_SOFT) for column in columns[1:]),
            ),
            pad=3.0,
        )
        for number, person in enumerate(people, 1)
    )
    return Grid(widths, [head], rows)
