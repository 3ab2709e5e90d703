"""A b-matching of largest gain: who gets whom, each at most as often as there is room.

The primal-dual method (Ford and Fulkerson; Edmonds and Karp, 1972): shortest distances from the source in the residual
network, then all paths of that length at once, then again. The distance to the sink rises with every round, so
there are at most as many rounds as a gain has units; it ends when the best further path would not gain.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

_FAR = 1 << 60


def max_gain_b_matching(
    edges: Sequence[tuple[str, str, int]], left: Mapping[str, int], right: Mapping[str, int]
) -> list[int]:
    """Numbers of the edges (left, right, gain) of a b-matching of largest gain, in their order. Exact.

    Gains are whole numbers; an edge that gains nothing is never taken. The capacity of every end stands in `left`, `right`.
    """
    useful = [number for number, (_one, _other, gain) in enumerate(edges) if gain > 0]
    network = _Network([edges[number] for number in useful], left, right)
    while network.measure():
        network.fill()
    return [useful[chosen] for chosen in network.used_edges()]


class _Network:
    """Source, left ends, right ends, sink. Arc 2i runs forward, arc 2i + 1 back; `residual` is the capacity that an arc has left."""

    def __init__(
        self, edges: Sequence[tuple[str, str, int]], left: Mapping[str, int], right: Mapping[str, int]
    ) -> None:
        lefts = {name: number for number, name in enumerate(left)}
        rights = {name: len(left) + number for number, name in enumerate(right)}
        self.source, self.sink = len(left) + len(right), len(left) + len(right) + 1
        self.head: list[int] = []
        self.residual: list[int] = []
        self.cost: list[int] = []
        self.out: list[list[int]] = [[] for _node in range(self.sink + 1)]
        self.edges = len(edges)
        for left_end, right_end, gain in edges:
            self._arc(lefts[left_end], rights[right_end], 1, -gain)
        for name, number in lefts.items():
            self._arc(self.source, number, left[name], 0)
        for name, number in rights.items():
            self._arc(number, self.sink, right[name], 0)
        self.level = [0] * (self.sink + 1)
        for arc in range(0, 2 * len(edges), 2):
            node = self.head[arc]
            self.level[node] = min(self.level[node], self.cost[arc])
        self.level[self.sink] = min(self.level)

    def _arc(self, tail: int, head: int, residual: int, cost: int) -> None:
        for here, there, space, price in ((tail, head, residual, cost), (head, tail, 0, -cost)):
            self.out[here].append(len(self.head))
            self.head.append(there)
            self.residual.append(space)
            self.cost.append(price)

    def measure(self) -> bool:
        """Bring `level` to the shortest distances from the source; False where no path to the sink gains anything.

        Dijkstra's method over costs reduced by the levels so far, which are never negative.
        """
        distance = [_FAR] * len(self.level)
        distance[self.source] = 0
        queue = [(0, self.source)]
        level, head, residual, cost = self.level, self.head, self.residual, self.cost
        while queue:
            far, node = heapq.heappop(queue)
            if far > distance[node]:
                continue
            here = far + level[node]
            for arc in self.out[node]:
                if residual[arc]:
                    there = head[arc]
                    reached = here + cost[arc] - level[there]
                    if reached < distance[there]:
                        distance[there] = reached
                        heapq.heappush(queue, (reached, there))
        end = distance[self.sink]
        if end == _FAR:
            return False
        for node, far in enumerate(distance):
            level[node] += min(far, end)
        return level[self.sink] - level[self.source] < 0

    def fill(self) -> None:
        """Send one unit along each path of shortest length until none is left."""
        following = [0] * len(self.level)
        path: list[int] = []
        node, on_path = self.source, {self.source}
        while True:
            if node == self.sink:
                for arc in path:
                    self.residual[arc] -= 1
                    self.residual[arc ^ 1] += 1
                path, node, on_path = [], self.source, {self.source}
                continue
            onward = self._step(node, following, on_path)
            if onward is not None:
                path.append(onward)
                node = self.head[onward]
                on_path.add(node)
            elif not path:
                return
            else:
                on_path.discard(node)
                node = self.head[path.pop() ^ 1]
                following[node] += 1

    def _step(self, node: int, following: list[int], on_path: set[int]) -> int | None:
        out, level = self.out[node], self.level
        while following[node] < len(out):
            arc = out[following[node]]
            there = self.head[arc]
            if self.residual[arc] and there not in on_path and level[node] + self.cost[arc] == level[there]:
                return arc
            following[node] += 1
        return None

    def used_edges(self) -> list[int]:
        """Places of the edges that are in use."""
        return [number for number in range(self.edges) if not self.residual[2 * number]]
