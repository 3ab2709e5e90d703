"""A large pool for measuring time and memory: listings put together from the pieces of the hand-written ones."""

from __future__ import annotations

import random

from eventmgr.engines.matching import DEMAND, SUPPLY, Listing


def listings(count: int, sources: list[Listing], seed: int = 1) -> list[Listing]:
    """`count` listings, half demands and half supplies, from the titles, pieces of text and fields of `sources`.

    Every second piece gets a number or a rare word, so that the vocabulary grows with the pool as a real one does.
    """
    rng = random.Random(seed)
    by_kind = {kind: [item for item in sources if item.kind == kind] for kind in (DEMAND, SUPPLY)}
    made = []
    for number in range(count):
        kind = (DEMAND, SUPPLY)[number % 2]
        one, two = rng.sample(by_kind[kind], 2)
        pieces = [*one.text.replace("。", "，").split("，"), *two.text.replace("。", "，").split("，")]
        text = "，".join(rng.sample(pieces, min(4, len(pieces))))
        model = f"{chr(rng.randint(0x4E00, 0x9FA5))}{chr(rng.randint(0x4E00, 0x9FA5))}{rng.randint(1, 999)}"
        made.append(
            Listing(
                f"{kind[0]}{number:06}",
                kind,
                f"样例{number}号",
                one.province,
                one.side,
                one.sector,
                one.topic,
                one.title,
                f"{text}，{model}",
            )
        )
    return made
