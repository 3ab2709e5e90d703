"""When parties and their representatives cannot meet: what they said, what organizers set, what the agenda takes up.

Absences that follow from the agenda are kept nowhere: they are worked out from the agenda as it is now. Somebody cannot
during the items in which they speak or chair, and during the group in which they hold a place; nobody can during the
items that organizers have ticked as common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventmgr.event.agenda.conflicts import person_key
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import Bilingual, localized
from eventmgr.matchmaking.meeting_parties import queries
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, PartyAbsence
from eventmgr.matchmaking.meeting_plans.queries import find_plan


@dataclass(frozen=True)
class Cannot:
    """A span in which somebody cannot meet, and why."""

    starts_at: datetime
    ends_at: datetime
    source: AbsenceSource
    what: Bilingual = field(default_factory=dict)
    """In both languages: the title of the agenda item, or what was noted; empty: nothing."""


@dataclass(frozen=True)
class Item:
    """An agenda item as absences see it."""

    id: int
    title: Bilingual
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Seat:
    """A representative as the agenda may name them."""

    id: int
    party_id: int
    name: str
    organizations: tuple[str, ...]
    """Every name that their organization bears here."""
    registration_id: int | None


@dataclass
class Availability:
    """Who cannot when, at one event; spans by time."""

    everybody: list[Cannot] = field(default_factory=list)
    parties: dict[int, list[Cannot]] = field(default_factory=lambda: defaultdict(list))
    """Number of a party → when none of its representatives can."""
    representatives: dict[int, list[Cannot]] = field(default_factory=lambda: defaultdict(list))
    """Number of a representative → when they cannot besides."""

    def of_party(self, party_id: int) -> list[Cannot]:
        """When a whole party cannot."""
        return sorted([*self.everybody, *self.parties.get(party_id, ())], key=_by_time)

    def of_representative(self, party_id: int, representative_id: int) -> list[Cannot]:
        """When one of its people cannot, for whichever reason."""
        own = self.representatives.get(representative_id, ())
        return sorted([*self.of_party(party_id), *own], key=_by_time)


def spans_of(event: Event) -> Availability:
    """Who cannot when at the event; six statements, however many parties."""
    found = agenda_spans_of(event)
    for absence in queries.list_absences(event.id):
        _add(found, absence)
    return found


def agenda_spans_of(event: Event) -> Availability:
    """Who cannot when because of the agenda alone; five statements, two where it is empty."""
    plan = find_plan(event.id)
    common = set(plan.common_items) if plan else set()
    items = [Item(*row) for row in queries.list_item_times(event.id)]
    availability = Availability()
    if not items:
        return availability
    seats = [Seat(*row) for row in queries.list_seats(event.id)]
    for item in items:
        if item.id in common:
            availability.everybody.append(_during(item))
    taken = busy_seats(seats, queries.list_speakers(event.id), queries.list_group_places(event.id))
    by_number = {item.id: item for item in items}
    for seat_id, item_ids in taken.items():
        availability.representatives[seat_id] += [
            _during(by_number[number]) for number in sorted(item_ids) if number in by_number
        ]
    return availability


def busy_seats(
    seats: Sequence[Seat], speakers: Iterable[tuple[int, Bilingual, Bilingual]], places: Mapping[int, int]
) -> dict[int, set[int]]:
    """Number of a representative → numbers of the agenda items in which they must be.

    Who is named without an organization is meant where only one representative has that name.

    Args:
        speakers: (item, name, organization) of everybody who is named in an item.
        places: number of a registration → the item of its group.
    """
    by_key: dict[str, set[int]] = defaultdict(set)
    by_name: dict[str, set[int]] = defaultdict(set)
    for seat in seats:
        by_name[person_key(seat.name, "")].add(seat.id)
        for own in seat.organizations:
            by_key[person_key(seat.name, own)].add(seat.id)
    busy: dict[int, set[int]] = defaultdict(set)
    for item_id, name, organization in speakers:
        for lang in ("zh", "en"):
            spoken, body = localized(name, lang), localized(organization, lang)
            meant = by_key[person_key(spoken, body)] if body else by_name[person_key(spoken, "")]
            if body or len(meant) == 1:
                for seat_id in meant:
                    busy[seat_id].add(item_id)
    for seat in seats:
        if seat.registration_id is not None and seat.registration_id in places:
            busy[seat.id].add(places[seat.registration_id])
    return busy


def _during(item: Item) -> Cannot:
    return Cannot(item.starts_at, item.ends_at, AbsenceSource.AGENDA, item.title)


def _add(availability: Availability, absence: PartyAbsence) -> None:
    note = {"zh": absence.note} if absence.note else {}
    cannot = Cannot(absence.starts_at, absence.ends_at, absence.source, note)
    if absence.representative_id is None:
        availability.parties[absence.party_id].append(cannot)
    else:
        availability.representatives[absence.representative_id].append(cannot)


def _by_time(cannot: Cannot) -> tuple[datetime, datetime]:
    return (cannot.starts_at, cannot.ends_at)
