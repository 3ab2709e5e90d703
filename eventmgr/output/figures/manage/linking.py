"""Where each number of a table leads: to its rows, or first to the events that make it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.registration.access import rows_of
from eventmgr.matchmaking.outcomes.deals import figures as deal_figures
from eventmgr.output.figures.tables.choosing import NONE, SIDES, Choices
from eventmgr.output.figures.tables.gathering import View
from eventmgr.output.figures.tables.measures import CASES, DEALS, FILTERS, INVITED, OF_EVENTS, PEOPLE, SHARED
from eventmgr.tools.crosstabs.publishing import OTHERS

_OF_LIST = ("unit", "province", "sector", "role", "size", "topic")
_OF_DEALS = {"province": "initiating", "partner": "partner", "sector": "initiating_sector", "size": "initiating_size"}
"""What narrows the list of deals as a key of a table does."""


@dataclass(frozen=True)
class Links:
    """The addresses behind the numbers of one table.

    Args:
        event: whose figures they are; None: of many.
    """

    view: View
    event: Event | None

    def of(self, row: str | None, column: str | None = None, measure: str = "") -> str:
        """Of the cell in that row and column (keys); None stands for all of them. Empty: there is none to follow."""
        choices = self.view.choices
        if choices.public or OTHERS in (row, column):
            return ""
        keys = dict(choices.narrow)
        if choices.chosen_measure.family in SHARED:
            return self._shared(keys, row, column)
        if row is not None:
            keys[choices.rows] = row
        if column is not None and choices.columns not in ("", SIDES):
            keys[choices.columns] = column
        measure = measure or choices.measure
        if self.event is not None:
            return self._rows(self.event, measure, keys)
        return self._deeper(replace(choices, measure=measure), keys)

    def _shared(self, keys: dict[str, str], row: str | None, column: str | None) -> str:
        """Of sessions, listings and cases: their rows, of many events first by event. What names several sectors may
        stand in another row than the table is narrowed to: such a number leads nowhere, for an address says one of
        them."""
        choices = self.view.choices
        for name, key in ((choices.rows, row), (choices.columns, column)):
            if key is not None and name:
                if keys.get(name, key) != key:
                    return ""
                keys[name] = key
        asked: dict[str, Any] = {name: value or NONE for name, value in keys.items()}
        if choices.chosen_measure.family == CASES:
            return url_for("figures_manage.rows", measure=choices.measure, **asked)
        slug = self.event.slug if self.event is not None else keys.get("event")
        if not slug:
            return self._deeper(replace(choices, columns=""), keys)
        own = {name: value for name, value in asked.items() if name not in OF_EVENTS}
        return url_for("figures_manage.rows_of_event", slug=slug, measure=choices.measure, **own)

    def _deeper(self, choices: Choices, keys: Mapping[str, str]) -> str:
        """Of many events: by event, or of the one event its own page."""
        asked: dict[str, Any] = {name: value or NONE for name, value in keys.items()}
        columns = NONE if not choices.is_side_by_side else SIDES
        slug = keys.get("event")
        if slug:
            own: dict[str, Any] = {name: value for name, value in asked.items() if name not in OF_EVENTS}
            rows = choices.rows if choices.rows not in OF_EVENTS else "province"
            return url_for(
                "figures_manage.of_event", slug=slug, measure=choices.measure, rows=rows, columns=columns, **own
            )
        return url_for("figures_manage.of_all", measure=choices.measure, rows="event", columns=columns, **asked)

    def _rows(self, event: Event, measure: str, keys: Mapping[str, str]) -> str:
        family = self.view.choices.chosen_measure.family
        if FILTERS & keys.keys():
            return ""
        if family == PEOPLE:
            return self._people(event, measure, keys)
        if family == DEALS:
            return self._deals(event, measure, keys)
        if family == INVITED:
            return url_for("events.show", slug=event.slug) if event.status.value != "draft" else ""
        asked: dict[str, Any] = {name: value or NONE for name, value in keys.items()}
        return url_for("figures_manage.rows_of_event", slug=event.slug, measure=measure, **asked)

    def _people(self, event: Event, measure: str, keys: Mapping[str, str]) -> str:
        asked = {name: keys[name] or NONE for name in _OF_LIST if name in keys}
        if "track" in keys:
            asked["track"] = self.view.tracks.get(keys["track"], NONE) if keys["track"] else NONE
        return rows_of(event, measure, **asked)

    def _deals(self, event: Event, measure: str, keys: Mapping[str, str]) -> str:
        if not self._reads_deals or "topic" in keys:  # the list of deals knows no topic
            return ""
        asked: dict[str, Any] = {_OF_DEALS[name]: value or NONE for name, value in keys.items()}
        asked |= deal_figures.MEASURES[measure]
        return url_for("deals_manage.index", slug=event.slug, **asked)

    @cached_property
    def _reads_deals(self) -> bool:
        return self.event is not None and may(self.event, "outcomes.read")
