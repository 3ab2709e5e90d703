"""The cheapest Kempe chain for an unscheduled meeting: long chains, which a search by ejection chains does not
reach."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.placement.kempe_chains import KempeChains
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.timetable import Timetable

Path = tuple[list[int], int, int]
"""Meetings, and the two slots that they swap."""


class KempeInsertion:
    """Kempe chains over all pairs of slots, with moves counted against `home` for the meetings that `stays` marks."""

    def __init__(self, timetable: Timetable, home: Sequence[int], stays: Sequence[int], movable: Sequence[int]) -> None:
        self.timetable = timetable
        self.home = home
        self.stays = stays
        self.chains = KempeChains(timetable)
        for meeting, free in enumerate(movable):
            if not free:
                self.chains.movable[meeting] = 0

    def cost(self, path: list[int], s: int, t: int) -> int:
        """How many more meetings leave their place when this chain is swapped between slots `s` and `t`."""
        slot, home, stays = self.timetable.slot, self.home, self.stays
        total = 0
        for meeting in path:
            if stays[meeting]:
                here = slot[meeting]
                total += (s + t - here != home[meeting]) - (here != home[meeting])
        return total

    def insert(self, meeting: int, limit: int) -> bool:
        """Places an unscheduled meeting by the cheapest chain, or two chains, of at most `limit` moves."""
        timetable = self.timetable
        if meeting in timetable.problem.ruled:
            return False
        best = self._one(meeting, limit)
        chains: list[Path] = [best[1]] if best else []
        if best is None:
            chains = self._two(meeting, limit)
        if not chains:
            return False
        for path, s, t in chains:
            self.chains.swap(path, s, t)
        s = chains[0][1]
        if timetable.free(meeting) >> s & 1:
            timetable.place(meeting, s)
            return True
        for path, s, t in reversed(chains):
            self.chains.swap(path, s, t)
        return False

    def _one(self, meeting: int, limit: int) -> tuple[int, Path] | None:
        timetable = self.timetable
        allowed = timetable.problem.allowed(meeting, timetable.ends[meeting])
        best: tuple[int, Path] | None = None
        for person, other in (timetable.ends[meeting], timetable.ends[meeting][::-1]):
            for s in bits(allowed & timetable.busy[person] & ~timetable.busy[other]):
                found = self._path(meeting, person, other, s, limit if best is None else best[0] - 1)
                best = found or best
        return best

    def _two(self, meeting: int, limit: int) -> list[Path]:
        """A chain for each of the two people, the second looked for after the first has been swapped."""
        timetable, chains = self.timetable, self.chains
        a, b = timetable.ends[meeting]
        free = bits(timetable.problem.present[a] & ~timetable.busy[a])
        best: list[Path] = []
        for s in bits(timetable.problem.allowed(meeting, (a, b)) & timetable.busy[a] & timetable.busy[b]):
            for t in free:
                first = chains.path(a, s, t, b)
                if first is None or not chains.fits(first, s, t, meeting):
                    continue
                price = self.cost(first, s, t)
                if price > limit:
                    continue
                chains.swap(first, s, t)
                second = self._path(meeting, b, a, s, limit - price)
                chains.swap(first, s, t)
                if second is not None:
                    limit = price + second[0] - 1
                    best = [(first, s, t), second[1]]
        return best

    def _path(self, meeting: int, person: int, other: int, s: int, limit: int) -> tuple[int, Path] | None:
        """The cheapest chain that frees `person` in slot s, if one of at most `limit` is there."""
        timetable, chains = self.timetable, self.chains
        best: tuple[int, Path] | None = None
        for t in bits(timetable.problem.present[person] & ~timetable.busy[person]):
            path = chains.path(person, s, t, other)
            if path is None or not chains.fits(path, s, t, meeting):
                continue
            price = self.cost(path, s, t)
            if price <= limit:
                best, limit = (price, (path, s, t)), price - 1
        return best
