"""All numbers of the model in one place, each with what it means. Logarithms are natural.

Where a number stands for a probability, it was set from what it means; the few that scale text against fields were
chosen on the development half of `bench/matching/entries` and on nothing else (docs/formats/matching.md).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much each kind of agreement counts."""

    same_topic: float = 0.9
    """Share of true pairs whose two sides chose the same topic."""
    near_topic: float = 0.07
    """Share of true pairs with parent and child, or two children of one parent; the rest is far apart."""
    topic_trust: float = 0.9
    """How often the topic that somebody chose is the one meant."""
    topics_kept: int = 6
    word_odds: float = 2.0
    """Logarithm of the odds that one word of the lexicon adds to its topic."""
    usual_odds: float = 6.0
    """How much likelier a supplier sells what its sector usually sells."""
    further_topic: float = 0.5
    """Weight of a concept's second and further topics."""
    need_word_of_supplier: float = 0.15
    """Weight of a word of need in a supplier's text."""
    most_words: float = 4.0

    shared_concept: float = 0.4
    """Share of true pairs that meet in a given concept of the demand."""
    shared_thing: float = 0.03
    no_concept: float = -0.4
    """Evidence where a demand's concepts are known and none is met."""
    further_concept: float = 0.3
    """Each further shared concept counts this much of the one before: they are not independent."""

    text_separation: float = 2.0
    """Distance of the text scores of true pairs from chance, in standard deviations."""
    text_chance: float = 0.02
    """Share of pairs that are no match but read alike: same thing, other service. It bounds what text can say."""
    text_slope: float = 0.05
    """What text still adds per standard deviation beyond that bound."""
    overdispersion: float = 3.0
    """Variance of text scores over that of independent terms: pairs of characters hold their characters."""

    serves: float = 0.4
    """Share of true pairs whose supplier names a thing of the demander's sector; how many do by chance is counted in
    the pool."""
    serves_others: float = 0.05
    """Share of true pairs whose supplier names things of other sectors only."""
    echoed: float = 0.3
    """How much of that counts where the supplier's words for the sector stand in the demand as well."""
    most_sector: float = 1.6
    """Evidence of the sector at most, for or against."""
    meaning: float = 0.3
    """Evidence per standard deviation of closeness in meaning, with the extra `embedding`."""
    cross_side: float = 0.4
    """Preference, not evidence: the programme exists to bring regions together."""
    temperature: float = 1.2
    """The evidence is not independent; its sum is divided by this before it becomes a probability."""
    good_enough: float = 0.25
    """A suggestion is worth looking at down to one chance in four: a partner missed costs three looks in vain."""
    none_fits: float = 66.0
    none_fits_untold: float = 130.0
    """"No good match" is said where the odds that anybody of a pool of n fits stay below n to this; the second number
    holds for whoever chose no topic. Many unrelated ones resemble more by chance than few; and what is guessed from
    words is missed more often than what somebody has chosen, so that less of it is asked for."""
