"""A b-matching of largest gain, as a flow of least cost: who gets whom, each at most as often as there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def max_gain_b_matching(
    edges: Sequence[tuple[str, str, int]], left: Mapping[str, int], right: Mapping[str, int]
) -> list[int]:
    """Numbers of the edges (left, right, gain) of a b-matching of largest gain, in their order. Exact.

    Gains are whole numbers; an edge that gains nothing is never taken. The capacity of every end stands in `left`,
    `right`.
    """
    import networkx as nx  # noqa: PLC0415  # a fifth of a second to load

    useful = [number for number, (_one, _other, gain) in enumerate(edges) if gain > 0]
    if not useful:
        return []
    network = nx.MultiDiGraph([("sink", "source")])  # what is not worth its way need not flow
    for name, room in left.items():
        network.add_edge("source", ("left", name), capacity=room)
    for name, room in right.items():
        network.add_edge(("right", name), "sink", capacity=room)
    for number in useful:
        one, other, gain = edges[number]
        network.add_edge(("left", one), ("right", other), number, capacity=1, weight=-gain)
    _cost, flow = nx.network_simplex(network)
    return [number for number in useful if flow["left", edges[number][0]]["right", edges[number][1]][number]]
