"""The complement table: for each topic the provinces that offer and those that seek. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.matchmaking.listings.models import Side
from eventmgr.tools.taxonomy import get_topic, provinces, topics

Counts = dict[tuple[str, Side], dict[str, int]]
"""(topic, side) → province → listings."""


@dataclass(frozen=True)
class Cell:
    """A province on one side of a topic."""

    province: str
    """Code."""
    listings: int


@dataclass(frozen=True)
class TopicLine:
    """One topic with those below it; provinces in official order."""

    topic: str
    """Id."""
    offer: Sequence[Cell]
    seek: Sequence[Cell]
    is_below: bool = False
    """Its topic stands under the one above, which has a line of its own."""
    seek_this: frozenset[str] = frozenset()
    """Provinces that seek this very topic, not only one below it."""

    def cells(self, side: Side) -> Sequence[Cell]:
        """The provinces of that side."""
        return self.offer if side is Side.SUPPLY else self.seek

    def listings(self, side: Side) -> int:
        """How many listings that side has."""
        return sum(cell.listings for cell in self.cells(side))

    @property
    def is_met(self) -> bool:
        """Whether what one province seeks another one offers."""
        return any(one.province != other.province for one in self.offer for other in self.seek)


@dataclass(frozen=True)
class Need:
    """A topic that a province seeks, and who else offers it."""

    topic: str
    sought: int
    """Listings of the province."""
    helpers: Sequence[Cell]
    """Other provinces that offer it; those with the most listings first."""
    at_home: int
    """Listings of the province itself that offer it."""


def table_of(rows: Iterable[Any]) -> list[TopicLine]:
    """The lines in the order of the topics. A topic counts what stands below it, as the board does that is filtered by
    it.

    Args:
        rows: (topic, side, province, listings).
    """
    own: Counts = defaultdict(dict)
    for topic, side, province, listings in rows:
        own[topic, side][province] = own[topic, side].get(province, 0) + int(listings)
    used = {topic for topic, _side in own}
    parents = {topic: get_topic(topic).parent for topic in used}
    below = {top: sorted(topic_id for topic_id in used if parents[topic_id] == top) for top in parents.values() if top}
    shown = used | {top for top, found in below.items() if len(found) > 1}
    order = {topic.code: place for place, topic in enumerate(topics())}
    return [
        TopicLine(
            topic,
            _cells(own, (topic, *below.get(topic, ())), Side.SUPPLY),
            _cells(own, (topic, *below.get(topic, ())), Side.DEMAND),
            is_below=parents.get(topic) in shown,
            seek_this=frozenset(own.get((topic, Side.DEMAND), ())),
        )
        for topic in sorted(shown, key=lambda topic_id: (order.get(topic_id, len(order)), topic_id))
    ]


def _cells(own: Counts, wanted: Iterable[str], side: Side) -> tuple[Cell, ...]:
    sums: dict[str, int] = defaultdict(int)
    for topic in wanted:
        for province, number in own.get((topic, side), {}).items():
            sums[province] += number
    order = {province.code: place for place, province in enumerate(provinces())}
    return tuple(Cell(code, sums[code]) for code in sorted(sums, key=lambda one: (order.get(one, len(order)), one)))


def needs_of(province: str, lines: Sequence[TopicLine]) -> list[Need]:
    """What a province seeks, topic by topic, and which others could help; topics with helpers first."""
    needs = []
    for line in lines:
        if province in line.seek_this:
            helpers = sorted((cell for cell in line.offer if cell.province != province), key=lambda one: -one.listings)
            needs.append(Need(line.topic, _of(province, line.seek), tuple(helpers), _of(province, line.offer)))
    return sorted(needs, key=lambda need: not need.helpers)


def _of(province: str, cells: Sequence[Cell]) -> int:
    return next((cell.listings for cell in cells if cell.province == province), 0)


def provinces_of(lines: Sequence[TopicLine]) -> list[str]:
    """Codes of all provinces on either side, in official order."""
    held = {cell.province for line in lines for cell in (*line.offer, *line.seek)}
    return [province.code for province in provinces() if province.code in held]
