"""The fewest people without a bed, then the fewest who have a room and lose it: by trying, and saying whether that was
all. Pure.

Whoever comes into a room drives out who cannot stay beside them there; whoever is driven out looks for a room in turn.
Any smallest repair is such a chain, for whoever moves without being driven out could have stayed. So chains are tried
with none driven out, with one, with two …, rooms that do not differ in beds and in who has them standing for one
another: the first that gives a bed to all is the smallest, and how many must stay without one at least is counted night
by night. What takes more than so many steps is given up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from eventmgr.on_site.logistics.arranging.nights import Nights
from eventmgr.on_site.logistics.arranging.rooms import SHARED, Need, Room

MOST_STEPS = 4000
"""So many rooms are entered for each number of people who stay without a bed."""
_TRIED_SHORT = 3
"""So many more people without a bed than the least that there can be are tried, before what the rule finds is taken."""
_BESIDE = 2
"""So many share a room at most, as in a proposal."""
_Kind = tuple[str, bool, Nights, bool]
_Look = tuple[int, tuple[_Kind, ...]]


@dataclass(frozen=True)
class Placing:
    """Who gets which room; who has to leave theirs; who has none. `is_least`: there is no better one."""

    rooms: Mapping[int, int] = field(default_factory=dict)
    out: frozenset[int] = frozenset()
    unplaced: frozenset[int] = frozenset()
    is_least: bool = True


def least_unplaced(needs: Sequence[Need], rooms: Sequence[Room]) -> int:
    """So many stay without a bed at least, counted in the night that is worst: each pair needs a room of two."""
    twins = sum(room.beds > 1 for room in rooms)
    worst = 0
    for day in {day for need in needs for day in need.nights.days()}:
        here = [need for need in needs if need.nights.arrives <= day < need.nights.leaves]
        sharing = Counter(need.sex for need in here if need.kind == SHARED and need.sex)
        pairs = min(twins, sum(number // 2 for number in sharing.values()))
        worst = max(worst, len(here) - 2 * pairs - min(len(here) - 2 * pairs, len(rooms) - pairs))
    return worst


def smallest(
    needs: Sequence[Need], rooms: Sequence[Room], home: Mapping[int, int], locked: frozenset[int], most: int
) -> Placing | None:
    """The best there is; None: nothing better than `most` without a bed was found.

    Args:
        home: person → the room they have; two who cannot be in one are put apart.
        locked: who never moves.
        most: so many would be without a bed by the rule.
    """
    lost = sum(need.kind == SHARED and not need.sex and need.person not in home for need in needs)
    least = max(least_unplaced(needs, rooms), lost)
    given_up = False
    for short in range(least, min(most, least + _TRIED_SHORT) + 1):
        search = _Search(needs, rooms, home, locked)
        found = search.run(short)
        if found is not None:
            return Placing(found.rooms, found.out, found.unplaced, not given_up and search.steps <= MOST_STEPS)
        given_up = given_up or search.steps > MOST_STEPS
    return None


def beside(first: Need, second: Need) -> bool:
    """Whether they may be in one room: at different times, or of the same gender and willing to share."""
    if not first.nights.common(second.nights):
        return True
    return first.kind == second.kind == SHARED and first.sex == second.sex


class _Search:
    def __init__(
        self, needs: Sequence[Need], rooms: Sequence[Room], home: Mapping[int, int], locked: frozenset[int]
    ) -> None:
        self.needs = {need.person: need for need in needs}
        self.rooms = {room.id: room for room in rooms}
        self.home, self.locked = home, locked
        self.inside: dict[int, list[int]] = {room.id: [] for room in rooms}
        for person, number in home.items():
            self.inside[number].append(person)
        self.order = {room.id: rank for rank, room in enumerate(sorted(rooms, key=lambda one: (one.order, one.id)))}
        self.alike: dict[_Look, set[int]] = defaultdict(set)
        for room in rooms:
            self.alike[self._look(room.id)].add(room.id)
        self.placed: dict[int, int] = {}
        self.out: list[int] = []
        self.steps = 0

    def run(self, short: int) -> Placing | None:
        """With so many without a bed, with as few driven out as can be."""
        waiting = sorted(person for person in self.needs if person not in self.home)
        movable = len(self.home) - len(self.locked & self.home.keys())
        broken = [room for room in self.inside if () not in self._outs(room) and self._outs(room)]
        for most_out in range(movable + 1):
            if self._mend(broken, waiting, most_out, short):
                done = {person: room for person, room in self.placed.items() if self.home.get(person) != room}
                unplaced = self.needs.keys() - self.placed.keys() - (self.home.keys() - set(self.out))
                return Placing(done, frozenset(self.out), frozenset(unplaced))
            if self.steps > MOST_STEPS:
                return None
        return None

    def _mend(self, broken: Sequence[int], waiting: list[int], most_out: int, short: int) -> bool:
        """Of rooms that do not hold those leave who must; then whoever waits gets a room."""
        if not broken:
            return self._place(waiting, most_out, short)
        room, rest = broken[0], broken[1:]
        for out in self._outs(room):
            if len(out) <= most_out - len(rest):
                self._leave(room, out)
                if self._mend(rest, [*waiting, *out], most_out - len(out), short):
                    return True
                self._return(room, out)
        return False

    def _place(self, waiting: Sequence[int], most_out: int, short: int) -> bool:
        self.steps += 1
        if not waiting:
            return True
        if self.steps > MOST_STEPS:
            return False
        person, rest = waiting[0], list(waiting[1:])
        for room, out in self._ways(person, most_out):
            self._leave(room, out)
            self._enter(room, person)
            if self._place([*rest, *out], most_out - len(out), short):
                return True
            self._undo(room, person)
            self._return(room, out)
        return short > 0 and self._place(rest, most_out, short - 1)

    def _ways(self, person: int, most_out: int) -> list[tuple[int, tuple[int, ...]]]:
        """A room of each look, and who has to leave it: the fewest first."""
        need = self.needs[person]
        if need.kind == SHARED and not need.sex:
            return []
        ways = []
        for same in list(self.alike.values()):
            room = min((one for one in same if one != self.home.get(person)), key=self.order.__getitem__, default=None)
            if room is not None:
                ways += [(room, out) for out in self._outs(room, person) if len(out) <= most_out]
        return sorted(ways, key=lambda one: (len(one[1]), self.order[one[0]]))

    def _outs(self, room: int, comer: int | None = None) -> list[tuple[int, ...]]:
        """Whoever has to leave the room so that it holds, with whoever comes: each way in which nobody leaves in vain;
        no way: it cannot hold."""
        inside = self.inside[room]
        movable = [person for person in inside if person not in self.locked and self.home.get(person) == room]
        subsets: list[tuple[int, ...]] = []
        for number in range(len(movable) + 1):
            for out in combinations(movable, number):
                if not any(set(one) <= set(out) for one in subsets) and self._holds(
                    room, set(inside) - set(out), comer
                ):
                    subsets.append(out)
        return subsets

    def _holds(self, room: int, inside: Collection[int], comer: int | None) -> bool:
        new = self.needs[comer] if comer is not None else None
        people = [*(self.needs[person] for person in inside), *([new] if new else [])]
        for one, other in combinations(people, 2):
            if not beside(one, other) and not (one.person in self.locked and other.person in self.locked):
                return False
        beds = self.rooms[room].beds
        fresh = set(new.nights.days()) if new else set()
        nights = Counter(day for need in people for day in need.nights.days())
        return all(number <= (min(beds, _BESIDE) if day in fresh else beds) for day, number in nights.items())

    def _look(self, room: int) -> _Look:
        kinds = (self._kind(person, room) for person in self.inside[room])
        return min(self.rooms[room].beds, 6), tuple(sorted(kinds, key=repr))

    def _kind(self, person: int, room: int) -> _Kind:
        need = self.needs[person]
        stays = person in self.locked or self.home.get(person) != room
        return need.sex, need.kind == SHARED, need.nights, stays

    def _change(self, room: int, *, comes: tuple[int, ...] = (), goes: tuple[int, ...] = ()) -> None:
        look = self._look(room)
        self.alike[look].discard(room)
        if not self.alike[look]:
            del self.alike[look]
        self.inside[room] = [person for person in self.inside[room] if person not in goes] + [*comes]
        self.alike[self._look(room)].add(room)

    def _leave(self, room: int, out: tuple[int, ...]) -> None:
        self._change(room, goes=out)
        self.out.extend(out)

    def _return(self, room: int, out: tuple[int, ...]) -> None:
        self._change(room, comes=out)
        if out:
            del self.out[-len(out) :]

    def _enter(self, room: int, person: int) -> None:
        self._change(room, comes=(person,))
        self.placed[person] = room

    def _undo(self, room: int, person: int) -> None:
        self._change(room, goes=(person,))
        del self.placed[person]
