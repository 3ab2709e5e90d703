"""Who sleeps where, by rule: the first proposal. Pure.

Rooms are shared by two of the same sex who both want to share, never by anybody else. Which two is the heaviest set of
pairs (`matching`): most wishes met, then most pairs of one delegation, then most nights in common. Who is left over
shares with whoever is left over; of an odd number the last has a room alone, and it is said. Then pairs, single people
and those left over get rooms that are free in all their nights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from eventmgr.ground.enums import LabelledStrEnum
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.arranging.matching import heaviest_pairs
from eventmgr.on_site.logistics.arranging.nights import Nights

SINGLE, SHARED = "single", "shared"
_WISH, _UNIT, _JOIN = 10**8, 10**5, 10**12
"""What a wish that is met, a pair of one delegation, a bed filled beside somebody weigh; a common night weighs 1."""
_MOST_NIGHTS = 400


class RoomReason(LabelledStrEnum):
    """Why somebody gets that room."""

    BOTH_WISH = "both_wish", _l("both wish to share")
    WISH = "wish", _l("one of them wishes it")
    SAME_UNIT = "same_unit", _l("same delegation")
    SAME_NIGHTS = "same_nights", _l("same nights")
    BOTH_SHARE = "both_share", _l("both are willing to share")
    ALONE_SINGLE = "single", _l("single room, as requested")
    SINGLE_USE = "single_use", _l("single room asked for; no single room was left")
    ODD = "odd", _l("wants to share; nobody of the same gender is left (odd number)")
    LAST_ROOM = "last_room", _l("wants to share; only a room for one was left")
    BY_HAND = "by_hand", _l("assigned by hand")


class Unplaced(LabelledStrEnum):
    """Why somebody has no room."""

    NO_ROOM = "no_room", _l("no suitable room is free on these nights")
    NO_SEX = "no_sex", _l("wants to share, gender unknown")
    NOT_YET = "", _l("not proposed yet")


@dataclass(frozen=True)
class Need:
    """A person who needs a bed."""

    person: int
    sex: str
    """`female`, `male`, or empty: not known."""
    kind: str
    """`SINGLE` or `SHARED`."""
    nights: Nights
    unit: str = ""
    wishes: frozenset[int] = frozenset()
    """With whom they would like to share."""
    order: int = 0


@dataclass(frozen=True)
class Room:
    """A room of a hotel; `order` runs through all hotels."""

    id: int
    beds: int
    hotel: int = 0
    order: int = 0


@dataclass(frozen=True)
class Proposal:
    """A proposal of who gets which room, and why."""

    rooms: Mapping[int, int] = field(default_factory=dict)
    """Person → room, of those who had none."""
    why: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Person → codes of the reasons."""
    unplaced: Mapping[int, str] = field(default_factory=dict)
    """Person → `Unplaced.NO_ROOM` or `Unplaced.NO_SEX`."""


def propose(needs: Sequence[Need], rooms: Sequence[Room], staying: Mapping[int, int]) -> Proposal:
    """A room for everybody who has none, as far as rooms go.

    Args:
        kept: person → room, of those who stay where they are.
    """
    plain = _Attempt(needs, rooms, staying).run(fills_beds=False)
    if Unplaced.NO_ROOM not in plain.unplaced.values():
        return plain
    filling = _Attempt(needs, rooms, staying).run(fills_beds=True)
    return filling if len(filling.unplaced) < len(plain.unplaced) else plain


def weight_of(first: Need, second: Need) -> int:
    """How well two share; 0: no better than any two of the same sex with no night in common."""
    wishes = (second.person in first.wishes) + (first.person in second.wishes)
    unit = bool(first.unit) and first.unit == second.unit
    return wishes * _WISH + unit * _UNIT + min(first.nights.common(second.nights), _MOST_NIGHTS)


def reasons_of(first: Need, second: Need) -> tuple[str, ...]:
    """Why these two share, most important first."""
    wishes = (second.person in first.wishes) + (first.person in second.wishes)
    why = [{2: RoomReason.BOTH_WISH, 1: RoomReason.WISH}[wishes]] if wishes else []
    if first.unit and first.unit == second.unit:
        why.append(RoomReason.SAME_UNIT)
    if first.nights == second.nights:
        why.append(RoomReason.SAME_NIGHTS)
    return tuple(why) or (RoomReason.BOTH_SHARE,)


class _Attempt:
    def __init__(self, needs: Sequence[Need], rooms: Sequence[Room], staying: Mapping[int, int]) -> None:
        self.rooms = sorted(rooms, key=lambda room: (room.order, room.id))
        self.occupied: dict[int, list[Nights]] = defaultdict(list)
        self.placed: dict[int, int] = {}
        self.why: dict[int, tuple[str, ...]] = {}
        self.unplaced: dict[int, str] = {}
        by_room: dict[int, list[Need]] = defaultdict(list)
        for need in needs:
            if need.person in staying:
                by_room[staying[need.person]].append(need)
                self.occupied[staying[need.person]].append(need.nights)
        self.lone = self._joinable(by_room, staying)
        self.free = sorted((need for need in needs if need.person not in staying), key=lambda need: need.order)

    def _joinable(self, by_room: Mapping[int, Sequence[Need]], staying: Mapping[int, int]) -> list[Need]:
        """Those who share, have a room of two beds and nobody in it."""
        beds = {room.id: room.beds for room in self.rooms}
        alone = [people[0] for room, people in by_room.items() if len(people) == 1 and beds.get(room, 0) > 1]
        self.room_of = {need.person: staying[need.person] for need in alone}
        return [need for need in alone if need.kind == SHARED and need.sex]

    def run(self, *, fills_beds: bool) -> Proposal:
        sharing = [need for need in self.free if need.kind == SHARED]
        for need in sharing:
            if not need.sex:
                self.unplaced[need.person] = Unplaced.NO_SEX
        pairs: list[tuple[Need, Need]] = []
        left: list[Need] = []
        for sex in sorted({need.sex for need in sharing if need.sex}):
            free = [need for need in sharing if need.sex == sex]
            lone = [need for need in self.lone if need.sex == sex]
            both, alone = _paired(free, lone, fills_beds=fills_beds)
            pairs += both
            left += alone
        fresh = self._join(pairs)
        singles = [(need,) for need in self.free if need.kind != SHARED]
        apart = self._place(fresh, lambda room: room.beds > 1, reasons_of_group)
        rest = self._place(singles, lambda room: room.beds == 1, lambda _group: (RoomReason.ALONE_SINGLE,))
        odd = self._place([(need,) for need in left], lambda room: room.beds > 1, lambda _group: (RoomReason.ODD,))
        rest = self._place(rest, lambda room: room.beds > 1, lambda _group: (RoomReason.SINGLE_USE,))
        self._place(odd, lambda room: room.beds == 1, lambda _group: (RoomReason.ODD,))
        self._place(
            [(need,) for pair in apart for need in pair], lambda _room: True, lambda _group: (RoomReason.LAST_ROOM,)
        )
        for need in self.free:
            if need.person not in self.placed:
                self.unplaced.setdefault(need.person, Unplaced.NO_ROOM)
        return Proposal(self.placed, self.why, self.unplaced)

    def _join(self, pairs: Iterable[tuple[Need, Need]]) -> list[tuple[Need, ...]]:
        """Whoever joins somebody that has a room is placed; the pairs that need one are given back."""
        fresh: list[tuple[Need, ...]] = []
        for first, second in pairs:
            room = self.room_of.get(first.person, self.room_of.get(second.person))
            if room is None:
                fresh.append((first, second))
                continue
            comer = second if first.person in self.room_of else first
            self.placed[comer.person] = room
            self.why[comer.person] = reasons_of(first, second)
            self.occupied[room].append(comer.nights)
        return sorted(fresh, key=lambda pair: min(need.order for need in pair))

    def _place(
        self,
        groups: Sequence[tuple[Need, ...]],
        fits: Callable[[Room], bool],
        why: Callable[[tuple[Need, ...]], tuple[str, ...]],
    ) -> list[tuple[Need, ...]]:
        """Those who find none are given back. Delegations stand together where all find a room; else as many as can
        be."""
        rooms = [room for room in self.rooms if fits(room)]
        rooms.sort(key=lambda room: (room.beds, room.order, room.id))
        together = _first_fit(groups, rooms, self.occupied)
        if len(together) < len(groups):
            most = _most(groups, rooms, self.occupied)
            together = most if len(most) > len(together) else together
        for index, room in together.items():
            for need in groups[index]:
                self.placed[need.person] = room
                self.why[need.person] = why(groups[index])
                self.occupied[room].append(need.nights)
        return [group for index, group in enumerate(groups) if index not in together]


def reasons_of_group(group: tuple[Need, ...]) -> tuple[str, ...]:
    """Why these two share a room."""
    return reasons_of(group[0], group[1])


def _paired(
    free: Sequence[Need], lone: Sequence[Need], *, fills_beds: bool
) -> tuple[list[tuple[Need, Need]], list[Need]]:
    """Pairs of the same sex, and who is left over: one at most where nobody has a room of two alone."""
    weights: dict[tuple[int, int], int] = {}
    people = {need.person: need for need in (*free, *lone)}
    settled = {need.person for need in lone}
    order = sorted(people)
    for index, a in enumerate(order):
        for b in order[index + 1 :]:
            if a in settled and b in settled:
                continue
            weight = weight_of(people[a], people[b])
            if fills_beds and (a in settled or b in settled):
                weights[a, b] = _JOIN + weight
            elif weight >= _UNIT:
                weights[a, b] = weight
    pairs = [(people[a], people[b]) for a, b in heaviest_pairs(weights)]
    used = {need.person for pair in pairs for need in pair}
    rest = sorted((need for need in free if need.person not in used), key=_by_nights)
    beside = sorted((need for need in lone if need.person not in used), key=_by_nights)
    while rest and beside:
        best = max(range(len(beside)), key=lambda index: (beside[index].nights.common(rest[0].nights), -index))
        pairs.append((rest.pop(0), beside.pop(best)))
    while len(rest) > 1:
        pairs.append((rest.pop(0), rest.pop(0)))
    return pairs, rest


def _by_nights(need: Need) -> tuple[date, date, int]:
    return need.nights.arrives, need.nights.leaves, need.order


def _span(group: Iterable[Need]) -> Nights:
    nights = [need.nights for need in group]
    return Nights(min(one.arrives for one in nights), max(one.leaves for one in nights))


def _first_fit(
    groups: Sequence[tuple[Need, ...]], rooms: Sequence[Room], taken: Mapping[int, Collection[Nights]]
) -> dict[int, int]:
    """Each group in its order in the first room that is free in its nights."""
    busy = {room.id: list(taken.get(room.id, ())) for room in rooms}
    room_of: dict[int, int] = {}
    for index, group in enumerate(groups):
        span = _span(group)
        room = next((room.id for room in rooms if not any(one.common(span) for one in busy[room.id])), None)
        if room is not None:
            busy[room].append(span)
            room_of[index] = room
    return room_of


def _most(
    groups: Sequence[tuple[Need, ...]], rooms: Sequence[Room], taken: Mapping[int, Collection[Nights]]
) -> dict[int, int]:
    """As many groups as can be: the one that leaves first takes the room that was free for the shortest time. The most
    there can be where nobody has one of these rooms yet."""
    busy = {room.id: list(taken.get(room.id, ())) for room in rooms}
    room_of: dict[int, int] = {}
    spans = {index: _span(group) for index, group in enumerate(groups)}
    for index in sorted(spans, key=lambda index: (spans[index].leaves, spans[index].arrives, index)):
        span = spans[index]
        fits = [room for room in rooms if not any(one.common(span) for one in busy[room.id])]
        if fits:
            last = {room.id: max((one.leaves for one in busy[room.id]), default=date.min) for room in fits}
            room = max(fits, key=lambda room: last[room.id])
            busy[room.id].append(span)
            room_of[index] = room.id
    return room_of
