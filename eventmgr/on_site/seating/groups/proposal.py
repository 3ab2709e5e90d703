"""Who has no group yet is shared out: groups of equal size, sectors spread evenly, then provinces. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Member:
    """Somebody in a group, or without one."""

    id: int
    sector: str = ""
    province: str = ""


@dataclass(frozen=True)
class Group:
    """A group of the agenda, with who is in it; `limit` None: as many as like."""

    id: int
    limit: int | None = None
    members: Sequence[Member] = field(default=())


def propose(groups: Sequence[Group], waiting: Sequence[Member]) -> dict[int, int]:
    """Person → group, as far as there are places.

    The sizes come first (the sum of their squares is the least that can be), then how evenly each sector is spread: both exactly,
    by the cheapest flow. Provinces are evened out afterwards by exchanging two people of one sector as long as that helps.
    """
    flow = _Flow(groups, waiting)
    by_sector: dict[str, list[Member]] = defaultdict(list)
    for member in waiting:
        by_sector[member.sector].append(member)
    for sector in sorted(by_sector):
        for _member in by_sector[sector]:
            flow.add(sector)
    group_of: dict[int, int] = {}
    for sector, members in by_sector.items():
        places = [group.id for group in groups for _number in range(flow.sent[sector, group.id])]
        dealt = sorted(members, key=lambda member: (member.province, member.id))
        group_of |= {member.id: place for member, place in zip(dealt, _dealt(places), strict=False)}
    return _evened(groups, waiting, group_of)


def spread(groups: Sequence[Group], waiting: Sequence[Member], group_of: Mapping[int, int]) -> tuple[int, int, int]:
    """How uneven it would be: sums of squares of sizes, of sectors in groups, of provinces in groups."""
    sizes: Counter[int] = Counter()
    sectors: Counter[tuple[int, str]] = Counter()
    provinces: Counter[tuple[int, str]] = Counter()
    seated = [(group.id, member) for group in groups for member in group.members]
    seated += [(group_of[member.id], member) for member in waiting if member.id in group_of]
    for number, member in seated:
        sizes[number] += 1
        sectors[number, member.sector] += 1
        provinces[number, member.province] += 1
    return tuple(sum(n * n for n in counts.values()) for counts in (sizes, sectors, provinces))  # type: ignore[return-value]


def _dealt(places: Sequence[int]) -> list[int]:
    """The same places, group after group in turn."""
    rounds: Counter[int] = Counter()
    keyed = []
    for place in places:
        keyed.append((rounds[place], place))
        rounds[place] += 1
    return [place for _round, place in sorted(keyed)]


class _Flow:
    """People of sectors to groups at the least cost; one more at a time, by the cheapest way through what was sent before."""

    def __init__(self, groups: Sequence[Group], waiting: Sequence[Member]) -> None:
        self.groups = groups
        self.sizes = Counter({group.id: len(group.members) for group in groups})
        self.there = Counter((member.sector, group.id) for group in groups for member in group.members)
        self.sent: Counter[tuple[str, int]] = Counter()
        people = len(waiting) + sum(self.sizes.values())
        self.weight = (people + 1) ** 2
        self.sectors = sorted({member.sector for member in waiting})

    def _enter(self, sector: str, group: int) -> int:
        return 2 * (self.there[sector, group] + self.sent[sector, group]) + 1

    def _leave(self, sector: str, group: int) -> int:
        return -(2 * (self.there[sector, group] + self.sent[sector, group]) - 1)

    def add(self, sector: str) -> None:
        """One more of this sector, if there is a place."""
        cost: dict[int, int] = {group.id: self._enter(sector, group.id) for group in self.groups}
        came: dict[int, tuple[str, int | None]] = {group.id: (sector, None) for group in self.groups}
        for _round in range(len(self.groups)):
            changed = False
            for left in self.groups:
                for other in self.sectors:
                    if not self.sent[other, left.id]:
                        continue
                    base = cost[left.id] + self._leave(other, left.id)
                    for into in self.groups:
                        if into.id != left.id and base + self._enter(other, into.id) < cost[into.id]:
                            cost[into.id] = base + self._enter(other, into.id)
                            came[into.id], changed = (other, left.id), True
            if not changed:
                break
        ends = [group for group in self.groups if group.limit is None or self.sizes[group.id] < group.limit]
        if not ends:
            return
        end = min(ends, key=lambda group: (cost[group.id] + self.weight * (2 * self.sizes[group.id] + 1), group.id)).id
        self.sizes[end] += 1
        at: int | None = end
        while at is not None:
            who, before = came[at]
            self.sent[who, at] += 1
            if before is not None:
                self.sent[who, before] -= 1
            at = before


def _evened(groups: Sequence[Group], waiting: Sequence[Member], group_of: dict[int, int]) -> dict[int, int]:
    counts: Counter[tuple[int, str]] = Counter(
        (group.id, first.province) for group in groups for first in group.members
    )
    members = [member for member in waiting if member.id in group_of]
    counts.update((group_of[member.id], member.province) for member in members)
    by_sector: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_sector[member.sector].append(member)
    helped = True
    while helped:
        helped = False
        for alike in by_sector.values():
            for index, first in enumerate(alike):
                for second in alike[index + 1 :]:
                    if _gain(counts, first, second, group_of) > 0:
                        _exchange(counts, first, second, group_of)
                        helped = True
    return group_of


def _gain(counts: Counter[tuple[int, str]], first: Member, second: Member, group_of: Mapping[int, int]) -> int:
    """By how much the sum of squares falls, halved, if two people change places."""
    here, there = group_of[first.id], group_of[second.id]
    if here == there or first.province == second.province:
        return 0
    return (
        counts[here, first.province] - counts[there, first.province] - 1
        + counts[there, second.province] - counts[here, second.province] - 1
    )  # fmt: skip


def _exchange(counts: Counter[tuple[int, str]], first: Member, second: Member, group_of: dict[int, int]) -> None:
    here, there = group_of[first.id], group_of[second.id]
    counts[here, first.province] -= 1
    counts[there, first.province] += 1
    counts[there, second.province] -= 1
    counts[here, second.province] += 1
    group_of[first.id], group_of[second.id] = there, here
