"""How nearly two listings say the same: the cosine of their terms, as the matcher's index weighs them (BM25). Pure.

Of the 791 listings of the sample and of `bench/matching` no two of one side reach 0.5, and one pair 0.45; a text that
was copied and then shortened, put into other words or given other figures reached 0.45 to 0.8 in those that were tried.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.engines.matching.index import Index
from eventmgr.engines.matching.listings import Listing
from eventmgr.ground.lru import Lru

NEAR = 0.5
"""From here on two are near."""
_BACKGROUND = 100
"""So many listings are thought to be there without any of the terms: of two listings alone every shared term would be
common."""
_MOST_KEPT = 4000
_terms: Lru[Hashable, Mapping[str, float]] = Lru(_MOST_KEPT)
_reader = Index()


@dataclass(frozen=True)
class Near:
    """Two listings, by their ids."""

    one: str
    other: str
    likeness: float


def find_near(new: Sequence[Listing], pool: Sequence[Listing], belongs: Mapping[str, int]) -> list[Near]:
    """Pairs of a new listing with one of the pool or another new one, of the same side and different organizations,
    that are near; the nearest first.

    Args:
        belongs: id of each listing → number of its organization.
    """
    read = {listing.id: _terms_of(listing) for listing in [*pool, *new]}
    listings = {listing.id: listing for listing in [*pool, *new]}
    holders: dict[str, list[str]] = {}
    for key, terms in read.items():
        for term in terms:
            holders.setdefault(term, []).append(key)
    number = len(read) + _BACKGROUND
    weighed = {term: math.log(1 + (number - len(of) + 0.5) / (len(of) + 0.5)) for term, of in holders.items()}
    lengths = {
        key: math.sqrt(sum((much * weighed[term]) ** 2 for term, much in terms.items())) for key, terms in read.items()
    }
    ids, pairs = {listing.id for listing in new}, []
    for listing in new:
        products: dict[str, float] = {}
        for term, much in read[listing.id].items():
            for key in holders[term]:
                products[key] = products.get(key, 0.0) + much * read[key][term] * weighed[term] ** 2
        for key, product in products.items():
            same_side = listings[key].kind == listing.kind and belongs[key] != belongs[listing.id]
            if same_side and not (key in ids and key <= listing.id) and lengths[key] and lengths[listing.id]:
                likeness = product / (lengths[key] * lengths[listing.id])
                if likeness >= NEAR:
                    pairs.append(Near(listing.id, key, likeness))
    return sorted(pairs, key=lambda near: (-near.likeness, near.one, near.other))


def _terms_of(listing: Listing) -> Mapping[str, float]:
    """Its terms with their saturated frequencies; read once for the same words."""
    kept = _terms.get(listing.words)
    return kept if kept is not None else _terms.keep(listing.words, _reader.read(listing).terms)
