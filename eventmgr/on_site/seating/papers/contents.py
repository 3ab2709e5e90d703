"""What papers of seating say: plain values, in the language of the paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.on_site.seating.places import Layout, Place, PlanKind


@dataclass(frozen=True)
class Sitting:
    """Somebody on paper: empty names for those who do not want to be listed."""

    id: int
    name: str
    unit: str
    place: Place | None
    is_marked: bool = False
    """It is for them that the paper is printed again."""


@dataclass(frozen=True)
class PlanOnPaper:
    """A seating plan as it is printed."""

    title: str
    facts: str
    kind: PlanKind
    layout: Layout
    people: Sequence[Sitting]
    """In the order of the list, or of rank."""
    instead: str = ""
    """What stands there instead of who sits where, because that would tell what somebody eats."""


@dataclass(frozen=True)
class Kitchen:
    """A meal for the kitchen: numbers alone. Columns are diets; a row is a table, the last one the sum."""

    title: str
    facts: str
    diets: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
