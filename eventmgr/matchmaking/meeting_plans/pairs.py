"""Who may meet whom by side and type: what the plan keeps, and what follows from it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

SIDE, KIND = "side", "kind"
"""The two dimensions of a key: `side:12` is a region set of the event by its number, `kind:company` a type of party."""


def side_key(side: str) -> str:
    """The key of a side in `MeetingPlan.pairs`."""
    return f"{SIDE}:{side}"


def kind_key(kind: str) -> str:
    """The key of a type in `MeetingPlan.pairs`."""
    return f"{KIND}:{kind}"


def may_meet(pairs: Collection[Sequence[str]], first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether two parties, each (side, type), may meet by these pairs.

    Of each dimension that has pairs one must name both of them, in whichever order; a dimension without pairs forbids
    nothing, and who is of no side is held by types alone.
    """
    known = {frozenset(pair) for pair in pairs}
    for at, (dimension, key_of) in enumerate(((SIDE, side_key), (KIND, kind_key))):
        of_dimension = {pair for pair in known if any(key.startswith(f"{dimension}:") for key in pair)}
        named = frozenset((key_of(first[at]), key_of(second[at])))
        if of_dimension and first[at] and second[at] and named not in of_dimension:
            return False
    return True


def without(pairs: Iterable[Sequence[str]], key: str) -> list[Sequence[str]]:
    """The pairs that do not name `key`."""
    return [pair for pair in pairs if key not in pair]
