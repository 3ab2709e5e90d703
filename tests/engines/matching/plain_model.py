"""The score of a pair, computed from the formulas of docs/formats/matching.md over the whole pool each time: slow, without an
index, inverted lists or anything kept. What texts are cut into and which concepts they name is taken as it is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from eventmgr.engines.matching import Listing
from eventmgr.engines.matching.lexicon import find_mentions
from eventmgr.engines.matching.terms import terms
from eventmgr.engines.matching.topics import all_topics, topic_distribution, tree_distance
from eventmgr.engines.matching.weights import Weights

WEIGHTS = Weights()
MACHINES = {"C33", "C34", "C35", "C37", "C38", "C39", "C40", "I"}


def score(pool: list[Listing], demand: Listing, supply: Listing) -> float:
    """The probability that both are a match, in this pool."""
    supplies = [one for one in pool if not one.is_demand]
    total = sum(parts(pool, demand, supply).values())
    prior = min(max(len(supplies), 2), 60)
    return 1 / (1 + math.exp(-(total / WEIGHTS.temperature)) * prior)


def parts(pool: list[Listing], demand: Listing, supply: Listing) -> dict[str, float]:
    """Kind of evidence → its logarithm of odds; concepts and things are summed."""
    return {
        "topic": topic(pool, demand, supply),
        "concepts": concepts(pool, demand, supply),
        "text": text(pool, demand, supply),
        "fields": fields(pool, demand, supply),
    }


def weighted(words: str) -> dict[str, float]:
    """Term → its weight in a text, as BM25 has it with k1 = 1.2, b = 0.5 and a usual length of 60 terms."""
    counted = terms(words)
    length = sum(counted.values())
    return {term: 2.2 * count / (count + 1.2 * (0.5 + 0.5 * length / 60)) for term, count in counted.items()}


def text(pool: list[Listing], demand: Listing, supply: Listing) -> float:
    """How far the words in common lie above chance, and what that says."""
    supplies = [one for one in pool if not one.is_demand]
    mean = variance = said = 0.0
    theirs = weighted(supply.words)
    for term, weight in weighted(demand.words).items():
        holders = sum(term in terms(one.words) for one in pool)
        inverse_document_frequency = math.log(1 + (len(pool) - holders + 0.5) / (holders + 0.5))
        share = (sum(term in terms(one.words) for one in supplies) + 0.5) / (len(supplies) + 1)
        mean += inverse_document_frequency * weight * share
        variance += (inverse_document_frequency * weight) ** 2 * share * (1 - share)
        said += inverse_document_frequency * weight * theirs.get(term, 0.0)
    above = (said - mean) / (math.sqrt(variance * WEIGHTS.overdispersion) or 1.0)
    ratio = math.exp(min(WEIGHTS.text_separation * above - WEIGHTS.text_separation**2 / 2, 50))
    alike = WEIGHTS.text_chance
    return math.log(ratio / (1 - alike + alike * ratio)) + WEIGHTS.text_slope * above


def topic(pool: list[Listing], demand: Listing, supply: Listing) -> float:
    """How much likelier the supplier's topics are in a true pair than by chance."""
    asked, offered = meant(demand), meant(supply)
    supplies = [meant(one) for one in pool if not one.is_demand]
    every = all_topics()
    chance = {
        one: (sum(other.get(one, 0.0) for other in supplies) + 0.5) / (len(supplies) + 0.5 * len(every))
        for one in every
    }
    odds = 1 - sum(offered.values())
    for one, share in offered.items():
        ratio = 1 - sum(asked.values())
        for wanted, probability in asked.items():
            distance = tree_distance(wanted, one)
            agree = (WEIGHTS.same_topic, WEIGHTS.near_topic, 1 - WEIGHTS.same_topic - WEIGHTS.near_topic)[distance]
            ratio += (
                probability * agree / sum(chance[other] for other in every if tree_distance(wanted, other) == distance)
            )
        odds += share * ratio
    return math.log(max(odds, 1e-6))


def meant(listing: Listing) -> dict[str, float]:
    """The topics of a listing."""
    return topic_distribution(listing, find_mentions(listing.words), WEIGHTS)


def sure(listing: Listing) -> dict[str, float]:
    """Concept → how surely a listing speaks of it: each word halves the doubt; a supplier's word of need says little."""
    concept_weights = {}
    for key, hit in find_mentions(listing.words).items():
        if key.startswith("topic "):
            continue
        both = set(hit.needs) | set(hit.offers)
        weak = not listing.is_demand and not hit.offers
        words = both if listing.is_demand or weak else set(hit.offers)
        concept_weights[key] = (1 - 0.5 ** len(words)) * (WEIGHTS.need_word_of_supplier if weak else 1)
    return concept_weights


def concepts(pool: list[Listing], demand: Listing, supply: Listing) -> float:
    """What concepts and things in common say, each further one less; and against the pair, where a cure is wanted."""
    supplies = [one for one in pool if not one.is_demand]
    asked, offered, found = sure(demand), sure(supply), find_mentions(demand.words)
    values: dict[bool, list[float]] = {False: [], True: []}
    for key in asked.keys() & offered.keys():
        thing = found[key].concept.is_thing
        share = (sum(key in sure(one) for one in supplies) + 1) / (len(supplies) + 2)
        met = (WEIGHTS.shared_thing if thing else WEIGHTS.shared_concept) * asked[key] * offered[key]
        values[thing].append(math.log((met + (1 - met) * share) / share))
    lacking = any(not found[key].concept.is_thing for key in asked) and not values[False]
    return sum(map(fading, values.values())) + (WEIGHTS.no_concept if lacking else 0.0)


def fading(values: Iterable[float]) -> float:
    """The largest whole, the next at three tenths, and so on."""
    return sum(value * WEIGHTS.further_concept**place for place, value in enumerate(sorted(values, reverse=True)))


def serving(listing: Listing, sector: str) -> str:
    """Whether somebody names a thing of the `own` sector, only other `trades`, or neither."""
    things = [hit.concept.sectors for hit in find_mentions(listing.words).values() if hit.concept.sectors]
    if any(sector in sectors for sectors in things):
        return "own"
    return "trades" if any(MACHINES.isdisjoint(sectors) for sectors in things) else "neither"


def echoes(demand: Listing, supply: Listing) -> bool:
    """Whether all that the supply calls things of the demander's sector stands in the demand as well."""
    asked = find_mentions(demand.words)
    things = {key: hit for key, hit in find_mentions(supply.words).items() if demand.sector in hit.concept.sectors}
    return all(set(hit.words) <= set(asked[key].words) if key in asked else False for key, hit in things.items())


def fields(pool: list[Listing], demand: Listing, supply: Listing) -> float:
    """Sector served, against how many serve it by chance, and other part of the country."""
    value = 0.0
    supplies = [one for one in pool if not one.is_demand]
    kind = serving(supply, demand.sector) if demand.sector else "neither"
    if kind != "neither":
        chance = (sum(serving(one, demand.sector) == kind for one in supplies) + 0.5) / (len(supplies) + 1.5)
        share = WEIGHTS.serves if kind == "own" else WEIGHTS.serves_others
        said = max(-WEIGHTS.most_sector, min(math.log(share / chance), WEIGHTS.most_sector))
        value += said * (WEIGHTS.echoed if kind == "own" and echoes(demand, supply) else 1)
    if demand.side and supply.side and demand.side != supply.side:
        value += WEIGHTS.cross_side
    return value
