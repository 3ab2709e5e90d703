"""The heaviest set of pairs of which nobody is in two. Pure."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def heaviest_pairs(weights: Mapping[Pair, int]) -> list[Pair]:
    """Pairs of the greatest sum of weights.

    Args:
        weights: (a, b) → weight above 0; the order within a pair does not matter.
    """
    import networkx as nx  # noqa: PLC0415  # a fifth of a second to load

    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    return sorted((min(pair), max(pair)) for pair in nx.max_weight_matching(graph))
