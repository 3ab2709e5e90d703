"""The heaviest set of pairs of which nobody is in two: Edmonds' blossoms with weights on the vertices, O(n³). Pure.

Vertices are 1 … n; a blossom (an odd cycle that is shrunk to one vertex) gets a number above n. The dual of a vertex is
`lab`; an edge is tight where `slack_of` is 0, and only tight edges are used, so what is found at the end is the heaviest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

Pair = tuple[int, int]


def heaviest_pairs(weights: Mapping[Pair, int]) -> list[Pair]:
    """Pairs of the greatest sum of weights; each part of the graph that hangs together is solved alone.

    Args:
        weights: (a, b) → weight above 0; the order within a pair does not matter.
    """
    near: dict[int, dict[int, int]] = {}
    for (a, b), weight in weights.items():
        if a != b and weight > 0:
            near.setdefault(a, {})[b] = max(weight, near.get(a, {}).get(b, 0))
            near.setdefault(b, {})[a] = near[a][b]
    seen: set[int] = set()
    pairs: list[Pair] = []
    for start in sorted(near):
        if start in seen:
            continue
        part, waiting = [], [start]
        seen.add(start)
        while waiting:
            one = waiting.pop()
            part.append(one)
            fresh = near[one].keys() - seen
            seen |= fresh
            waiting.extend(sorted(fresh))
        pairs.extend(_solved(sorted(part), near))
    return sorted(pairs)


def _solved(part: list[int], near: Mapping[int, Mapping[int, int]]) -> list[Pair]:
    if len(part) == 2:
        return [(part[0], part[1])]
    number = {vertex: index for index, vertex in enumerate(part, 1)}
    search = _Search(len(part))
    for vertex in part:
        for other, weight in near[vertex].items():
            search.weight[number[vertex]][number[other]] = weight
    found = search.run()
    return [(part[a - 1], part[b - 1]) for a, b in found]


class _Search:
    """One connected graph; everything is indexed from 1, 0 is nobody."""

    def __init__(self, n: int) -> None:
        size = 2 * n + 2
        self.n, self.top = n, n
        self.weight = [[0] * size for _ in range(size)]
        self.ends = [[(u, v) for v in range(size)] for u in range(size)]
        """The two real vertices of the edge between two (shrunk) ones."""
        self.lab, self.match, self.slack = [0] * size, [0] * size, [0] * size
        self.st, self.pa, self.side, self.vis = list(range(size)), [0] * size, [-1] * size, [0] * size
        for blossom in range(n + 1, size):
            self.st[blossom] = 0
        self.petals: list[list[int]] = [[] for _ in range(size)]
        self.holder = [[0] * (n + 1) for _ in range(size)]
        self.queue: deque[int] = deque()
        self.stamp = 0

    def run(self) -> list[Pair]:
        """The pairs."""
        heaviest = max(max(row[1 : self.n + 1]) for row in self.weight[1 : self.n + 1])
        for u in range(1, self.n + 1):
            self.lab[u] = heaviest
            self.holder[u][u] = u
        while self._grow():
            pass
        return [(u, self.match[u]) for u in range(1, self.n + 1) if self.match[u] > u]

    def _gap(self, u: int, v: int) -> int:
        a, b = self.ends[u][v]
        return self.lab[a] + self.lab[b] - 2 * self.weight[a][b]

    def _offer(self, u: int, x: int) -> None:
        if not self.slack[x] or self._gap(u, x) < self._gap(self.slack[x], x):
            self.slack[x] = u

    def _find_slack(self, x: int) -> None:
        self.slack[x] = 0
        for u in range(1, self.n + 1):
            if self.weight[u][x] > 0 and self.st[u] != x and self.side[self.st[u]] == 0:
                self._offer(u, x)

    def _push(self, x: int) -> None:
        if x <= self.n:
            self.queue.append(x)
        else:
            for petal in self.petals[x]:
                self._push(petal)

    def _place(self, x: int, blossom: int) -> None:
        self.st[x] = blossom
        if x > self.n:
            for petal in self.petals[x]:
                self._place(petal, blossom)

    def _even_way(self, blossom: int, petal: int) -> int:
        at = self.petals[blossom].index(petal)
        if at % 2:
            self.petals[blossom][1:] = self.petals[blossom][:0:-1]
            return len(self.petals[blossom]) - at
        return at

    def _pair(self, u: int, v: int) -> None:
        self.match[u] = self.ends[u][v][1]
        if u > self.n:
            inner = self.holder[u][self.ends[u][v][0]]
            at = self._even_way(u, inner)
            for index in range(at):
                self._pair(self.petals[u][index], self.petals[u][index ^ 1])
            self._pair(inner, v)
            self.petals[u] = self.petals[u][at:] + self.petals[u][:at]

    def _augment(self, u: int, v: int) -> None:
        while True:
            before = self.st[self.match[u]]
            self._pair(u, v)
            if not before:
                return
            self._pair(before, self.st[self.pa[before]])
            u, v = self.st[self.pa[before]], before

    def _common(self, u: int, v: int) -> int:
        self.stamp += 1
        while u or v:
            if u:
                if self.vis[u] == self.stamp:
                    return u
                self.vis[u] = self.stamp
                u = self.st[self.match[u]]
                if u:
                    u = self.st[self.pa[u]]
            u, v = v, u
        return 0

    def _shrink(self, u: int, root: int, v: int) -> None:
        b = self.n + 1
        while b <= self.top and self.st[b]:
            b += 1
        self.top = max(self.top, b)
        self.lab[b], self.side[b], self.match[b] = 0, 0, self.match[root]
        petals = [root]
        for start in (u, v):
            x = start
            while x != root:
                y = self.st[self.match[x]]
                petals += [x, y]
                self._push(y)
                x = self.st[self.pa[y]]
            if start == u:
                petals[1:] = petals[:0:-1]
        self.petals[b] = petals
        self._place(b, b)
        for x in range(1, self.top + 1):
            self.weight[b][x] = self.weight[x][b] = 0
        self.holder[b] = [0] * (self.n + 1)
        for petal in petals:
            for x in range(1, self.top + 1):
                if self.weight[b][x] == 0 or self._gap(petal, x) < self._gap(b, x):
                    self.ends[b][x], self.weight[b][x] = self.ends[petal][x], self.weight[petal][x]
                    self.ends[x][b], self.weight[x][b] = self.ends[x][petal], self.weight[x][petal]
            for x in range(1, self.n + 1):
                if self.holder[petal][x]:
                    self.holder[b][x] = petal
        self._find_slack(b)

    def _expand(self, b: int) -> None:
        for petal in self.petals[b]:
            self._place(petal, petal)
        inner = self.holder[b][self.ends[b][self.pa[b]][0]]
        at = self._even_way(b, inner)
        petals = self.petals[b]
        for index in range(0, at, 2):
            odd, even = petals[index], petals[index + 1]
            self.pa[odd] = self.ends[even][odd][0]
            self.side[odd], self.side[even] = 1, 0
            self.slack[odd] = 0
            self._find_slack(even)
            self._push(even)
        self.side[inner], self.pa[inner] = 1, self.pa[b]
        for petal in petals[at + 1 :]:
            self.side[petal] = -1
            self._find_slack(petal)
        self.st[b] = 0

    def _use(self, edge: Pair) -> bool:
        u, v = self.st[edge[0]], self.st[edge[1]]
        if self.side[v] == -1:
            self.pa[v], self.side[v] = edge[0], 1
            mate = self.st[self.match[v]]
            self.slack[v] = self.slack[mate] = 0
            self.side[mate] = 0
            self._push(mate)
        elif self.side[v] == 0:
            root = self._common(u, v)
            if not root:
                self._augment(u, v)
                self._augment(v, u)
                return True
            self._shrink(u, root, v)
        return False

    def _grow(self) -> bool:
        """Pair two more; False: there is nothing to be gained."""
        for x in range(1, self.top + 1):
            self.side[x], self.slack[x] = -1, 0
        self.queue.clear()
        for x in range(1, self.top + 1):
            if self.st[x] == x and not self.match[x]:
                self.pa[x], self.side[x] = 0, 0
                self._push(x)
        if not self.queue:
            return False
        while True:
            if self._walk():
                return True
            step = self._step()
            if step is None:
                return False
            self._shift(step)
            self.queue.clear()
            if self._use_tight():
                return True
            for b in range(self.n + 1, self.top + 1):
                if self.st[b] == b and self.side[b] == 1 and self.lab[b] == 0:
                    self._expand(b)

    def _walk(self) -> bool:
        while self.queue:
            u = self.queue.popleft()
            if self.side[self.st[u]] == 1:
                continue
            row, lab_u = self.weight[u], self.lab[u]
            for v in range(1, self.n + 1):
                if row[v] > 0 and self.st[u] != self.st[v]:
                    if lab_u + self.lab[v] == 2 * row[v]:
                        if self._use((u, v)):
                            return True
                    else:
                        self._offer(u, self.st[v])
        return False

    def _step(self) -> int | None:
        """By how much the duals change; None: a free vertex would fall to 0, so nothing more is gained."""
        blossoms = range(self.n + 1, self.top + 1)
        steps = [self.lab[b] // 2 for b in blossoms if self.st[b] == b and self.side[b] == 1]
        for x in range(1, self.top + 1):
            if self.st[x] == x and self.slack[x]:
                if self.side[x] == -1:
                    steps.append(self._gap(self.slack[x], x))
                elif self.side[x] == 0:
                    steps.append(self._gap(self.slack[x], x) // 2)
        outer = [self.lab[u] for u in range(1, self.n + 1) if self.side[self.st[u]] == 0]
        least = min(outer)
        if not steps or least <= min(steps):
            return None
        return min(steps)

    def _shift(self, step: int) -> None:
        for u in range(1, self.n + 1):
            side = self.side[self.st[u]]
            self.lab[u] += -step if side == 0 else step if side == 1 else 0
        for b in range(self.n + 1, self.top + 1):
            if self.st[b] == b:
                self.lab[b] += 2 * step if self.side[b] == 0 else -2 * step if self.side[b] == 1 else 0

    def _use_tight(self) -> bool:
        for x in range(1, self.top + 1):
            u = self.slack[x]
            if self.st[x] == x and u and self.st[u] != x and self._gap(u, x) == 0 and self._use(self.ends[u][x]):
                return True
        return False
