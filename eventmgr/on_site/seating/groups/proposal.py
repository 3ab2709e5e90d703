"""Who has no group yet is shared out: groups of equal size, sectors spread evenly, then provinces. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Member:
    """A person as the grouping reads them."""

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

    The sizes come first (the sum of their squares is the least that can be), then how evenly each sector is spread:
    both exactly, by the cheapest flow. Provinces are evened out afterwards by exchanging two people of one sector as
    long as that helps.
    """
    sent = _sent(groups, waiting)
    by_sector: dict[str, list[Member]] = defaultdict(list)
    for member in waiting:
        by_sector[member.sector].append(member)
    group_of: dict[int, int] = {}
    for sector, members in by_sector.items():
        places = [group.id for group in groups for _number in range(sent[sector].get(group.id, 0))]
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


def _sent(groups: Sequence[Group], waiting: Sequence[Member]) -> dict[str, dict[int, int]]:
    """Sector → group → how many people, at the least cost: the n-th of a group costs the more the larger n is, and so
    does the n-th of a sector in a group."""
    import networkx as nx  # noqa: PLC0415  # a fifth of a second to load

    sizes = Counter({group.id: len(group.members) for group in groups})
    there = Counter((member.sector, group.id) for group in groups for member in group.members)
    people = Counter(member.sector for member in waiting)
    free = {
        group.id: len(waiting) if group.limit is None else max(0, group.limit - sizes[group.id]) for group in groups
    }
    seated = min(len(waiting), sum(free.values()))
    first = (len(waiting) + sum(sizes.values()) + 1) ** 2
    network = nx.MultiDiGraph()
    network.add_node("everybody", demand=-seated)
    network.add_node("seated", demand=seated)
    for sector, number in people.items():
        network.add_edge("everybody", sector, capacity=number)
        for group in groups:
            for n in range(there[sector, group.id], there[sector, group.id] + min(number, free[group.id])):
                network.add_edge(sector, group.id, capacity=1, weight=2 * n + 1)
    for group in groups:
        for n in range(sizes[group.id], sizes[group.id] + free[group.id]):
            network.add_edge(group.id, "seated", capacity=1, weight=first * (2 * n + 1))
    _cost, flow = nx.network_simplex(network)
    return {sector: {group: sum(arcs.values()) for group, arcs in flow[sector].items()} for sector in people}


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
        counts[here, first.province]
        - counts[there, first.province]
        - 1
        + counts[there, second.province]
        - counts[here, second.province]
        - 1
    )


def _exchange(counts: Counter[tuple[int, str]], first: Member, second: Member, group_of: dict[int, int]) -> None:
    here, there = group_of[first.id], group_of[second.id]
    counts[here, first.province] -= 1
    counts[there, first.province] += 1
    counts[there, second.province] -= 1
    counts[here, second.province] += 1
    group_of[first.id], group_of[second.id] = there, here
