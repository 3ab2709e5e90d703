"""What a reader sees of suggestions: partners, each with the pairs of listings that speak for it. Pure but for who may
read a listing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.access import Reader, is_shown
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.suggestions.models import PartnerSuggestion

SHOWN = 3
"""Pairs that a page shows of a partner."""


@dataclass
class Pair:
    """One listing of one's own and one of the partner's, with what speaks for them."""

    own: Listing
    theirs: Listing
    score: float
    reasons: Sequence[str]
    is_likely: bool


@dataclass
class Partner:
    """A suggested partner with the pairs that fit."""

    party: MeetingParty
    name: str
    pairs: list[Pair] = field(default_factory=list)

    @property
    def subjects(self) -> list[int]:
        """Numbers of the listings of the best pairs, each once: what a request to the partner is about."""
        return list(dict.fromkeys(one.id for pair in self.pairs[:SHOWN] for one in (pair.theirs, pair.own)))

    @property
    def is_likely(self) -> bool:
        """Whether any pair is a good match; else the partner is merely near."""
        return any(pair.is_likely for pair in self.pairs)

    @property
    def best(self) -> Pair:
        """The pair that fits best."""
        return self.pairs[0]


def partners_of(
    party: MeetingParty, suggestions: Iterable[PartnerSuggestion], reader: Reader, lang: str
) -> list[Partner]:
    """Partners of the party, the best first; pairs whose other listing the reader may not read are left out.

    Args:
        suggestions: best first; those of other parties are overlooked.
    """
    partners: dict[int, Partner] = {}
    for suggestion in suggestions:
        if party.id not in (suggestion.demander_id, suggestion.supplier_id):
            continue
        is_demander = party.id == suggestion.demander_id
        own, theirs = (suggestion.demand, suggestion.supply) if is_demander else (suggestion.supply, suggestion.demand)
        other = suggestion.supplier if is_demander else suggestion.demander
        if not is_shown(theirs, reader):
            continue
        partner = partners.setdefault(other.id, Partner(other, organization_name(theirs.organization, lang)))
        partner.pairs.append(
            Pair(own, theirs, suggestion.score, list(suggestion.reasons.get(lang, [])), suggestion.is_likely)
        )
    return list(partners.values())
