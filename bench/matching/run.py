"""Quality, time and memory of the matcher, printed as Markdown.

    python bench/matching/run.py                 the hand-written sets, and the published sample where ../shared is
    python bench/matching/run.py --listings 2000 a smaller pool for time and memory
    python bench/matching/run.py --embedding     also with the extra `embedding`

Weights were chosen on `development` alone; `heldout` and the sample are read here and nowhere else. hit@k is the share
of demands with a true partner among the first k; demands without one do not count there.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from bench.matching.decoys import with_decoys  # noqa: E402
from bench.matching.generate import listings as generated  # noqa: E402
from eventmgr.engines.matching import (  # noqa: E402  # noqa: E402
    DEMAND,
    SUPPLY,
    Index,
    Listing,
    assign_suggestions,
    candidates,
    embedding,
    rank,
    rank_all,
    read_listings,
)
from eventmgr.engines.matching.evidence import prepare_query, weigh_evidence  # noqa: E402

HERE = Path(__file__).resolve().parent
ENTRIES = HERE / "entries"
SAMPLE = ROOT.parent / "shared" / "data"
POOL = 30
Set = tuple[list[Listing], dict[str, set[str]]]
Vectors = Mapping[str, tuple[float, ...]]
ABLATIONS = {
    "words alone (BM25)": ("text",),
    "words and topic": ("text", "topic"),
    "topic and concepts": ("topic", "concept", "thing", "nothing_shared"),
}


def read(path: Path) -> Set:
    """(listings, demand → its true supplies) of `<path>.csv` and `<path>_pairs.csv`."""
    listings = read_listings(path.with_suffix(".csv").read_bytes())
    true: dict[str, set[str]] = {}
    with path.with_name(f"{path.name}_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            true.setdefault(row["demand_id"], set()).add(row["supply_id"])
    return listings, true


def pools(whole: Set, size: int = POOL, seed: int = 1) -> list[Set]:
    """The set in parts with `size` demands each, their partners and a share of the rest: as large as the sample."""
    listings, true = whole
    rng = random.Random(seed)
    supplies = {item.id: item for item in listings if item.kind == SUPPLY}
    demands = [item for item in listings if item.kind == DEMAND]
    partners = set().union(*true.values())
    others = [item for key, item in supplies.items() if key not in partners]
    rng.shuffle(demands)
    rng.shuffle(others)
    count = max(1, round(len(demands) / size))
    parts = []
    for number in range(count):
        some = demands[number::count]
        own = [supplies[key] for item in some for key in sorted(true.get(item.id, ()))]
        parts.append((some + own + others[number::count], {item.id: true[item.id] for item in some if item.id in true}))
    return parts


def places(
    part: Set, *, with_topics: bool, kinds: tuple[str, ...] = (), vectors: Vectors | None = None
) -> tuple[list[int], list[bool], list[bool]]:
    """(place of the first true supply for each demand that has one, whether each of those has a good match, whether each other one has)."""
    listings, true = part
    index = Index(with_topics=with_topics)
    for item in listings:
        index.add(item, vector=(vectors or {}).get(item.id))
    found, best, best_of_none = [], [], []
    for demand in index.collections[DEMAND].documents:
        wanted = true.get(demand.listing.id, set())
        if kinds:
            asking = prepare_query(index, demand)
            values = [
                (
                    -sum(part.value for part in weigh_evidence(index, asking, one).parts if part.kind in kinds),
                    one.listing.id,
                )
                for one in index.collections[SUPPLY].documents
            ]
            order = [key for _value, key in sorted(values)]
        else:
            ranking = rank(index, demand, top=len(index.collections[SUPPLY]))
            order = [match.supply.listing.id for match in ranking.matches]
            (best if wanted else best_of_none).append(ranking.has_good_match)
        if wanted:
            found.append(min(order.index(key) for key in wanted))
    return found, best, best_of_none


def hits(parts: list[Set], **options: object) -> str:
    """`0.85 / 0.97`: hit@1 and hit@5 over all parts."""
    found = [place for part in parts for place in places(part, **options)[0]]  # type: ignore[arg-type]
    return " / ".join(f"{sum(place < k for place in found) / len(found):.3f}" for k in (1, 5))


def quality(name: str, whole: Set) -> None:
    """Rows of the table of quality for one set."""
    small = pools(whole) if name != "sample" else [whole]
    hard = [(with_decoys(listings), true) for listings, true in small]
    hardest = [(with_decoys(whole[0]), whole[1])]
    for with_topics in (True, False):
        cells = [hits(parts, with_topics=with_topics) for parts in ([whole], hardest, small, hard)]
        print(f"| {name} | {'yes' if with_topics else 'no'} | {' | '.join(cells)} |")


def refusals(name: str, parts: list[Set]) -> None:
    """How often "no good match" is said where there is one, and where there is none."""
    for with_topics in (True, False):
        results = [places(part, with_topics=with_topics) for part in parts]
        has = [value for _found, best, _none in results for value in best]
        none = [value for _found, _best, other in results for value in other]
        false = sum(not value for value in has)
        right = sum(not value for value in none)
        print(f"| {name} | {'yes' if with_topics else 'no'} | {false} of {len(has)} | {right} of {len(none)} |")


def speed(count: int, sources: list[Listing]) -> None:
    """Time and memory for a pool of `count` listings."""
    pool = generated(count, sources)
    started = time.process_time()
    index = Index(pool)
    print(f"| index of {count:,} listings | {time.process_time() - started:.1f} s |")
    kept = []
    for kind, name in ((DEMAND, "top 10 supplies for all demands"), (SUPPLY, "top 10 demands for all supplies")):
        started = time.process_time()
        for ranking in rank_all(index, kind, top=10):
            if kind == DEMAND:
                kept.extend(ranking.matches[:3])
        print(f"| {name} | {time.process_time() - started:.1f} s |")
    print(f"| memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB |")
    for kind in (DEMAND, SUPPLY):
        new = replace(next(item for item in sources if item.kind == kind), id=f"new {kind}")
        started = time.process_time()
        rank(index, index.add(new))
        print(f"| one new {kind}, added and ranked | {1000 * (time.process_time() - started):.0f} ms |")
    agree = _agreement(index)
    print(f"| of the exact ten best, found in the large pool | {agree:.1%} |")
    started = time.process_time()
    some = kept[:3000]
    shares = assign_suggestions(some, demands=3, supplies=3)
    took = time.process_time() - started
    print(f"| {len(some):,} suggestions shared out, three a side | {took:.1f} s, loss {shares.loss:.1%} |")


def _agreement(index: Index, sample: int = 30) -> float:
    same = 0
    limit = candidates.WEIGH_ALL
    for entry in index.collections[DEMAND].documents[:sample]:
        quick = {match.supply.listing.id for match in rank(index, entry).matches}
        candidates.WEIGH_ALL = len(index) + 1
        exact = {match.supply.listing.id for match in rank(index, entry).matches}
        candidates.WEIGH_ALL = limit
        same += len(quick & exact)
    return same / (10 * sample)


def sharing(name: str, whole: Set) -> None:
    """What capacities do to who gets how much."""
    index = Index(whole[0])
    matches = [match for ranking in rank_all(index, DEMAND, top=10) for match in ranking.good]
    for room in (1, 2, 3):
        shares = assign_suggestions(matches, demands=3, supplies=room)
        print(
            f"| {name}, 3 and {room} | {shares.score_unlimited:.1f} → {shares.score:.1f} (−{shares.loss:.1%}) | "
            f"{shares.most_before} → {shares.most} | {shares.concentration_before:.2f} → {shares.concentration:.2f} |"
        )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listings", type=int, default=10_000)
    parser.add_argument("--embedding", action="store_true")
    options = parser.parse_args()
    sets = {"development": read(ENTRIES / "development"), "heldout": read(ENTRIES / "heldout")}
    if (SAMPLE / "supply_demand_sample.csv").exists():
        sets["sample"] = read(SAMPLE / "supply_demand_sample")
    print("| set | topics | whole | whole, decoys | pools of 30 | pools of 30, decoys |\n|---|---|---|---|---|---|")
    for name, whole in sets.items():
        quality(name, whole)
    print("\n| held out, no topics | whole, decoys | pools of 30, decoys |\n|---|---|---|")
    held = sets["heldout"]
    small = [(with_decoys(listings), true) for listings, true in pools(held)]
    for name, kinds in (*ABLATIONS.items(), ("all", ())):
        cells = [hits(parts, with_topics=False, kinds=kinds) for parts in ([(with_decoys(held[0]), held[1])], small)]
        print(f"| {name} | {' | '.join(cells)} |")
    print("\n| set | topics | said falsely | said rightly |\n|---|---|---|---|")
    for name, whole in sets.items():
        refusals(name, pools(whole) if name != "sample" else [whole])
    print("\n| set, capacities | score | most for one | Gini |\n|---|---|---|---|")
    for name, whole in sets.items():
        sharing(name, whole)
    if options.embedding and embedding.is_available():
        print("\n| held out, decoys | topics | without | with vectors |\n|---|---|---|---|")
        vectors = dict(zip([item.id for item in held[0]], embedding.vectors(held[0]), strict=True))
        made = [(with_decoys(held[0]), held[1])]
        rest = [item for item in made[0][0] if item.id not in vectors]
        vectors |= dict(zip([item.id for item in rest], embedding.vectors(rest), strict=True))
        for with_topics in (True, False):
            cells = [hits(made, with_topics=with_topics, vectors=some) for some in (None, vectors)]
            print(f"| whole | {'yes' if with_topics else 'no'} | {' | '.join(cells)} |")
    print("\n| time (processor seconds) and memory | |\n|---|---|")
    speed(options.listings, sets["development"][0])


if __name__ == "__main__":
    main()
