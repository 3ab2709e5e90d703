"""A unit's list on paper, as its liaison takes it along. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from eventmgr.event.delegations.board.roster import roster_columns
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.ground.i18n import _, _n, format_instant, language
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import Grid
from eventmgr.tools.typesetting.lists import INDEX, Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.styles import (
    BODY,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para

_WIDTHS = (80.0, 82.0, 58.0)
"""Of position, type and state, in points."""


def build(
    event: Event, unit_code: str, people: Sequence[Any], *, at: datetime, fallback_fonts: Sequence[str] = ()
) -> bytes:
    """The people of one unit as a PDF, in their order and in the language spoken; no numbers and addresses.

    Args:
        at: as of when.
    """
    fonts.use_fallbacks(fallback_fonts)
    occasion, name = (
        get_occasion(event, language()),
        _("Delegation of %(unit)s", unit=get_unit(unit_code).name(language())),
    )
    facts = [
        _n("%(num)s person", "%(num)s people", len(people)),
        _("As of %(when)s", when=format_instant(at, event.timezone)),
    ]
    story = [
        *front(occasion, name, lines=[" · ".join(facts)], with_place=False),
        _table(event, people) if people else para(_("Nobody is on the list."), BODY),
    ]
    return build_pages(story, sheet_of(occasion, name, language()))


def _table(event: Event, people: Sequence[Any]) -> Grid:
    name, organization, *others = roster_columns(types_of(event))
    columns = (
        INDEX,
        Column(name.label, name.text, 68.0, kind="bold"),
        Column(organization.label, organization.text, kind="soft"),
        *(Column(person.label, person.text, width, kind="soft") for person, width in zip(others, _WIDTHS, strict=True)),
    )
    return table(columns, people, pad=3.0)
