"""Sessions, listings and cases by sector, topic and track: one that names several counts for each, and in sums once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from eventmgr.exchange.cases.models import CaseTrack
from eventmgr.ground.i18n import LANGUAGES, Bilingual, speaking
from eventmgr.ground.settings import home_zone
from eventmgr.output.figures.queries import themes
from eventmgr.output.figures.queries.themes import Carrier
from eventmgr.output.figures.tables.choosing import Choices, is_within
from eventmgr.output.figures.tables.measures import CASES
from eventmgr.tools.crosstabs.pivot import Count, Table, pivot


@dataclass(frozen=True)
class Place:
    """Something of that number in one row and one column."""

    id: int
    row: str
    column: str


def main_lines() -> dict[str, Bilingual]:
    """Value of a case's track → its name, in both languages."""
    names: dict[str, Bilingual] = {track.value: {} for track in CaseTrack}
    for lang in LANGUAGES:
        with speaking(lang):
            for track in CaseTrack:
                names[track.value] = {**names[track.value], lang: str(track.label)}
    return names


def carriers_of(measure: str, event_ids: Sequence[int]) -> list[Carrier]:
    """What a measure counts; cases are of no event."""
    if measure == "cases":
        return themes.list_cases()
    if measure == "adopted":
        return themes.list_adoptions()
    return themes.list_sessions(event_ids) if measure == "sessions" else themes.list_listings(event_ids, measure)


def places_of(
    choices: Choices, event_ids: Sequence[int], events: Mapping[int, Mapping[str, str]], tracks: Mapping[str, str]
) -> Iterator[Place]:
    """Each thing in each cell to which it belongs, where it has what the table is narrowed to.

    Args:
        tracks: number or value of a track → its key.
    """
    for carrier in carriers_of(choices.measure, event_ids):
        keys = _keys_of(carrier, choices, events, tracks)
        if all(_is_asked(name, value, keys) for name, value in choices.narrow):
            for row in keys[choices.rows]:
                for column in keys[choices.columns] if choices.columns else ("",):
                    yield Place(carrier.id, row, column)


def table_of(places: Sequence[Place], rows: Sequence[str], columns: Sequence[str]) -> Table:
    """The table; each thing counts once in each sum."""
    different = dict.fromkeys(places)
    table = pivot([Count(place.row, place.column, 1) for place in different], rows, columns)
    return replace(
        table,
        row_sums=tuple(len({place.id for place in different if place.row == key}) for key in table.rows),
        column_sums=tuple(len({place.id for place in different if place.column == key}) for key in table.columns),
        total=len({place.id for place in different}),
    )


def _keys_of(
    carrier: Carrier, choices: Choices, events: Mapping[int, Mapping[str, str]], tracks: Mapping[str, str]
) -> dict[str, Sequence[str]]:
    """What it says of itself; what it does not say is the empty key."""
    own = {name: (key,) for name, key in events[carrier.event_id].items()} if carrier.event_id is not None else {}
    if choices.chosen_measure.family == CASES and carrier.at is not None:
        own["year"] = (str(carrier.at.astimezone(ZoneInfo(home_zone())).year),)
    return {
        **own,
        "province": (carrier.province,),
        "size": (carrier.size,),
        "sector": tuple(carrier.sectors) or ("",),
        "topic": tuple(carrier.topics) or ("",),
        "track": (tracks.get(carrier.track, ""),),
    }


def _is_asked(name: str, value: str, keys: Mapping[str, Sequence[str]]) -> bool:
    if name == "theme":
        return any(is_within(value, code) for code in keys["sector"])
    return value in keys.get(name, ("",))
