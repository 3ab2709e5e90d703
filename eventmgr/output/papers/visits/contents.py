"""What papers of a study visit say, as plain values in their language. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.ground.i18n import _, _n, language
from eventmgr.tools.typesetting.lists import Page, Section
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Visitor:
    """A line of the list of a stop."""

    name: str
    unit: str
    organization: str
    title: str
    latin: str = ""


@dataclass(frozen=True)
class Batch:
    """Those who go together: `number` is empty where everybody does."""

    number: str
    hours: str
    visitors: tuple[Visitor, ...]

    @property
    def words(self) -> str:
        """Its number, hours and how many go, in the language that is spoken."""
        people = _n("%(num)s person", "%(num)s people", len(self.visitors))
        return " · ".join(part for part in (self.number, self.hours, people) if part)

    @property
    def units(self) -> list[tuple[str, int]]:
        """Each delegation with its number of people, in the order of the list."""
        found: dict[str, int] = {}
        for visitor in self.visitors:
            found[visitor.unit] = found.get(visitor.unit, 0) + 1
        return list(found.items())


@dataclass(frozen=True)
class Finding:
    """What the report says of a stop: the words, and whose delegation wrote them."""

    text: str
    unit: str
    adopt: str = ""


@dataclass(frozen=True)
class Stop:
    """A stop; `present` is None before anybody was counted."""

    title: str
    host: str
    when: str
    place: str
    sights: str
    notes: tuple[str, ...]
    expected: int
    present: int | None
    batches: tuple[Batch, ...]
    findings: tuple[Finding, ...] = ()
    vehicles: tuple[str, ...] = ()
    """In which the group comes: name and number plate of those that leave for outings on that day."""


@dataclass(frozen=True)
class Visit:
    """All stops; `written` is what organizers wrote for the summary, `delegations` the official names with their
    people.

    `people` and `staff` have taken part, or are expected as long as nobody was marked as present (`has_begun`).
    """

    occasion: Occasion
    people: int
    staff: int
    has_begun: bool
    delegations: tuple[tuple[str, int], ...]
    stops: tuple[Stop, ...]
    written: tuple[tuple[str, str], ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    """What hosts ask for first: who leads the group, whom to call."""


def stop_page(stop: Stop, sections: Sequence[Section] = ()) -> Page:
    """The page of a stop, with what visitors are to know of it in its head."""
    notes = ("；" if language() == "zh" else "; ").join(stop.notes)
    note = _("Please note: %(notes)s", notes=notes) if notes else ""
    when = " · ".join(part for part in (stop.when, stop.place) if part)
    return Page(stop.title, sections, facts=(when, note))
