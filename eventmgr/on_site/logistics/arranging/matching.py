"""The heaviest set of pairs of which nobody is in two. Pure."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def heaviest_pairs(weights: Mapping[Pair, int]) -> list[Pair]:
    """Pairs of the greatest sum of weights; of several such sets one whose pairs stand nearest to each other in the
    order of numbers.

    Args:
        weights: (a, b) → weight above 0; the order within a pair does not matter.
    """
    import networkx as nx  # noqa: PLC0415  # a fifth of a second to load

    place = {one: at for at, one in enumerate(sorted({one for pair in weights for one in pair}))}
    graph = nx.Graph()
    for (a, b), weight in weights.items():
        graph.add_edge(a, b, weight=weight * (len(place) ** 2 + 1) - abs(place[a] - place[b]))
    return sorted((min(pair), max(pair)) for pair in nx.max_weight_matching(graph))
