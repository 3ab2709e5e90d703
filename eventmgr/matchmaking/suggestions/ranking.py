"""From listings and what is known of their organizations to suggestions. Pure; `matching` weighs, here it is weighed
anew.

Organizers may weigh parts of the evidence more or less, parties teach by what they said of earlier suggestions, and no
organization is suggested more often than its share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eventmgr.engines.matching import Index, Listing, Match, Ranking, assign_suggestions, no_good_match, rank, reasons
from eventmgr.engines.matching.evidence import Evidence, Part
from eventmgr.engines.matching.explaining import LEAST_SAID
from eventmgr.engines.matching.ranking import score
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.matchmaking.suggestions.models import Across

LANGUAGES = ("zh", "en")
_LOOKED_AT = 30
"""So many of the other side are weighed anew for each listing."""
_DISLIKED, _MOST_DISLIKED = -0.7, 3
"""Evidence of one suggestion of a topic that a party did not want, and how many count at most."""
_SIDE = {Across.NOT: 0.0, Across.PREFERRED: 1.0, Across.FIRST: 4.0, Across.ONLY: 1.0}
_GROUPS = {
    "topic": ("topic",),
    "need": ("concept", "thing", "nothing_shared"),
    "words": ("text", "meaning"),
    "sector": ("serves", "theme", "serves_others"),
}
"""What organizers weigh → the parts of the evidence that it means."""
_GROUP_OF = {part: group for group, parts in _GROUPS.items() for part in parts}


@dataclass(frozen=True)
class Weighing:
    """What the organizers of an event set. Per cent of what the matcher does by itself: 100 changes nothing, 0 leaves
    it out."""

    topic: int = 100
    need: int = 100
    words: int = 100
    sector: int = 100
    across: Across = Across.PREFERRED
    share: int = 5
    """Suggestions that the demands of one organization, and its supplies, get at most."""

    def factor(self, kind: str) -> float:
        """By what a part of the evidence of that kind is multiplied."""
        if kind == "side":
            return _SIDE[self.across]
        group = _GROUP_OF.get(kind)
        return getattr(self, group) / 100 if group else 1.0


@dataclass(frozen=True)
class Offer:
    """A listing with the party whose it is. `listing.org` is the party's number as text, `listing.side` its region."""

    listing: Listing
    party_id: int


@dataclass(frozen=True)
class Taste:
    """What a party has taught: (side of the other listing, topic) → how many such suggestions it did not want, less
    those it took up."""

    unwanted: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def against(self, other: Listing) -> float:
        """Evidence against a listing of the other side."""
        number = self.unwanted.get((other.kind, other.topic), 0) if other.topic else 0
        return _DISLIKED * min(max(number, 0), _MOST_DISLIKED)


@dataclass(frozen=True)
class Suggested:
    """A demand and a supply that fit."""

    demand_id: int
    supply_id: int
    demander_id: int
    supplier_id: int
    score: float
    """Probability of being a match, 0 to 1, as weighed here."""
    is_chosen: bool
    """Within the shares of both."""
    is_likely: bool
    """A good match; else one of the nearest, with which shares are filled up."""
    reasons: Mapping[str, Sequence[Sentence]]
    """Language → sentences, weightiest first."""


@dataclass(frozen=True)
class Verdict:
    """Whether anything fits a listing, and if not, why."""

    listing_id: int
    has_good_match: bool
    why_not: Mapping[str, Sentence]
    """Language → one sentence; empty where something fits."""


@dataclass(frozen=True)
class Ranked:
    """The answer for a whole event."""

    suggestions: tuple[Suggested, ...] = ()
    """Best first."""
    verdicts: tuple[Verdict, ...] = ()
    most_before: int = 0
    """Suggestions of the most wanted supply if nobody had a share."""
    most: int = 0


def rank_offers(
    offers: Sequence[Offer],
    weighing: Weighing,
    *,
    is_barred: Callable[[int, int], bool],
    tastes: Mapping[int, Taste] | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Ranked:
    """Everything that fits, and what is shown of it; shares that it does not use up are filled with the nearest of the
    rest.

    Args:
        is_barred: whether two parties are not suggested to each other: they may not meet, have a request, said no.
        tastes: party → what it taught.
        tick: called now and then.
    """
    index = Index([offer.listing for offer in offers])
    party_of = {offer.listing.id: offer.party_id for offer in offers}
    judge = _Judge(index, weighing, party_of, is_barred, tastes or {})
    good_matches: dict[tuple[str, str], Match] = {}
    near: dict[tuple[str, str], Match] = {}
    verdicts = []
    for offer in offers:
        tick()
        document = index.find(offer.listing.id)
        assert document is not None
        ranking = judge.ranking(rank(index, document, top=_LOOKED_AT))
        good = set(map(_key, ranking.good))
        good_matches |= {_key(match): match for match in ranking.good}
        nearest = [match for match in ranking.matches if _key(match) not in good and _has_reason(match)][
            : weighing.share
        ]
        near |= {_key(match): match for match in nearest}
        verdicts.append(_verdict(int(offer.listing.id), ranking))
    shared = assign_suggestions(
        good_matches.values(), demands=weighing.share, supplies=weighing.share, by_organization=True
    )
    tick()
    filled = _filled(shared.matches, [match for key, match in near.items() if key not in good_matches], weighing.share)
    chosen = {_key(match) for match in (*shared.matches, *filled)}
    known = good_matches | {_key(match): match for match in filled}
    ordered = sorted(known.items(), key=lambda item: (-item[1].score, item[0]))
    suggestions = tuple(
        _suggested(match, party_of, index, is_chosen=key in chosen, is_likely=key in good_matches)
        for key, match in ordered
    )
    return Ranked(suggestions, tuple(verdicts), shared.most_before, shared.most)


def _key(one: Match) -> tuple[str, str]:
    return one.demand.listing.id, one.supply.listing.id


def _has_reason(one: Match) -> bool:
    """Whether anything that they say speaks for the pair; that they come from two regions does not."""
    return any(part.kind not in ("side", "taught") and part.value >= LEAST_SAID for part in one.evidence.parts)


def _filled(good: Iterable[Match], near: Sequence[Match], share: int) -> tuple[Match, ...]:
    """The nearest of the rest for which both organizations have room in their shares."""
    used = {side: Counter(getattr(one, side).listing.org for one in good) for side in ("demand", "supply")}
    return assign_suggestions(
        near,
        demands=lambda org: share - used["demand"][org],
        supplies=lambda org: share - used["supply"][org],
        by_organization=True,
    ).matches


@dataclass(frozen=True)
class _Judge:
    index: Index
    weighing: Weighing
    party_of: Mapping[str, int]
    is_barred: Callable[[int, int], bool]
    tastes: Mapping[int, Taste]

    def ranking(self, ranking: Ranking) -> Ranking:
        """The same, weighed anew and without whom its party does not meet; best first."""
        weighed = [self._weighed(one) for one in ranking.matches if not self._is_out(one)]
        ordered = sorted(weighed, key=lambda one: (-one.score, one.demand.listing.id, one.supply.listing.id))
        return replace(ranking, matches=tuple(ordered), chance=_chance(ranking, weighed))

    def _is_out(self, one: Match) -> bool:
        demand, supply = one.demand.listing, one.supply.listing
        if self.weighing.across is Across.ONLY and demand.side == supply.side:
            return True
        demander, supplier = self.party_of[demand.id], self.party_of[supply.id]
        return demander == supplier or self.is_barred(demander, supplier)

    def _weighed(self, match: Match) -> Match:
        demand, supply = match.demand.listing, match.supply.listing
        parts = [replace(part, value=part.value * self.weighing.factor(part.kind)) for part in match.evidence.parts]
        taught = self._taste(demand).against(supply) + self._taste(supply).against(demand)
        if taught:
            parts.append(Part("taught", taught))
        evidence = Evidence(tuple(parts))
        return replace(match, evidence=evidence, score=score(self.index, evidence))

    def _taste(self, listing: Listing) -> Taste:
        return self.tastes.get(self.party_of[listing.id], _NO_TASTE)


_NO_TASTE = Taste()


def _chance(ranking: Ranking, weighed: Sequence[Match]) -> float:
    """The chance that anybody fits, where the nearest count as they are weighed anew: it stands for the sum of all
    odds."""
    before, after = (sum(map(_odds, some)) for some in (ranking.matches, weighed))
    if not before or ranking.chance >= 1:
        return ranking.chance
    some = ranking.chance / (1 - ranking.chance) * after / before
    return some / (1 + some)


def _odds(one: Match) -> float:
    return one.score / max(1 - one.score, 1e-12)


def _verdict(listing_id: int, ranking: Ranking) -> Verdict:
    if ranking.has_good_match:
        return Verdict(listing_id, has_good_match=True, why_not={})
    if not ranking.matches and ranking.collection_size:
        nobody = _l("No good match: with everybody whose listing is near, you may not meet or have a request already.")
        return Verdict(listing_id, has_good_match=False, why_not=dict.fromkeys(LANGUAGES, nobody))
    return Verdict(listing_id, has_good_match=False, why_not={lang: no_good_match(ranking, lang) for lang in LANGUAGES})


def _suggested(
    match: Match, party_of: Mapping[str, int], index: Index, *, is_chosen: bool, is_likely: bool
) -> Suggested:
    demand, supply = match.demand.listing.id, match.supply.listing.id
    return Suggested(
        int(demand),
        int(supply),
        party_of[demand],
        party_of[supply],
        match.score,
        is_chosen,
        is_likely,
        {lang: reasons(match, lang, index=index) for lang in LANGUAGES},
    )


@dataclass(frozen=True)
class Effect:
    """What other weights would change."""

    now: int
    """Suggestions that are shown now."""
    then: int
    gained: int
    lost: int
    across_now: int
    across_then: int
    """Of them between two regions."""
    without_now: int
    without_then: int
    """Listings without a good match."""


def effect_of(now: Ranked, then: Ranked, side_of: Callable[[int], str]) -> Effect:
    """The difference between two answers for the same listings.

    Args:
        side_of: party → its region.
    """
    shown = [
        {(item.demand_id, item.supply_id): item for item in ranked.suggestions if item.is_chosen and item.is_likely}
        for ranked in (now, then)
    ]
    across = [sum(side_of(item.demander_id) != side_of(item.supplier_id) for item in some.values()) for some in shown]
    without = [sum(not item.has_good_match for item in ranked.verdicts) for ranked in (now, then)]
    before, after = shown[0].keys(), shown[1].keys()
    return Effect(
        len(before), len(after), len(after - before), len(before - after), across[0], across[1], without[0], without[1]
    )


def tastes_of(rejected: Iterable[tuple[int, str, str]], taken: Iterable[tuple[int, str, str]]) -> dict[int, Taste]:
    """What parties have taught.

    Args:
        said: (party, kind of the other's listing, its topic) of each suggestion that was not wanted.
        taken: the same of each that became a request.
    """
    counts: dict[int, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for rows, step in ((rejected, 1), (taken, -1)):
        for party, kind, topic in rows:
            counts[party][kind, topic] += step
    return {party: Taste(dict(numbers)) for party, numbers in counts.items()}
