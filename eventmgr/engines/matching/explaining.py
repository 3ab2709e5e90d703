"""Why two listings are suggested to each other, said from the parts of the evidence that really counted.

Each sentence names its cause: the topic, the words of need and of offer, the words that both use, the sector, the
provinces. A part that did not speak for the pair is not said. The engine does not know who reads; what it hands out
is put into words by `sentence.translated(i18n._)`, with names of topics and places in the language asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventmgr.engines.matching.evidence import Part
from eventmgr.engines.matching.index import Document, Index
from eventmgr.engines.matching.ranking import Match, Ranking
from eventmgr.engines.matching.terms import BREAKS, plain
from eventmgr.engines.matching.words import boundaries
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.tools import taxonomy

MOST_REASONS = 4
LEAST_SAID = 0.15
"""Evidence below this is not worth a sentence."""
_MOST_WORDS = 4
_QUANTITY = re.compile("[零〇一二两三四五六七八九十百千万亿几余多来]+")
"""A number in words, exact or not: 五十多. That two texts share one is no reason to meet."""


def reasons(match: Match, lang: str, *, most: int = MOST_REASONS, index: Index | None = None) -> list[Sentence]:
    """What speaks for the pair, weightiest first; at least one sentence.

    Args:
        match: the pair.
        lang: language of the names (`zh`, `en`).
        most: how many sentences at most.
        index: of the listings compared: by what stands together there it is told where words begin and end. Without it
        fewer
            words are known to be whole, and named.
    """
    counted = sorted((part for part in match.evidence.parts if part.value >= LEAST_SAID), key=lambda part: -part.value)
    said = [sentence for part in counted if (sentence := _sentence_of(part, match, lang, index))]
    return said[:most] or [_l("No particular reason; it is only closer than the others.")]


def no_good_match(ranking: Ranking, lang: str) -> Sentence:
    """That none fits, what the nearest lacks, and why the line is drawn where it is."""
    if not ranking.matches:
        return _l("No good match: the other side has no listing.")
    best = ranking.matches[0]
    return _l(
        "No good match among %(pool)s: the chance that any of them fits is %(chance)s%%, below the required "
        "%(line)s%%. %(lack)s",
        pool=ranking.collection_size,
        chance=int(100 * ranking.chance),
        line=round(100 * ranking.line),
        lack=_lack(best, ranking.asked_for, lang),
    )


def _lack(match: Match, asked_for: Document, lang: str) -> Sentence:
    offers = asked_for is match.supply
    worst = min(match.evidence.parts, key=lambda part: part.value)
    if worst.value >= 0:
        return _l("What it shares with the nearest, many others share as well.")
    if worst.kind == "topic" and match.demand.topic and match.supply.topic:
        return _l(
            "The nearest is about another topic: %(theirs)s, not %(ours)s.",
            theirs=_topic((match.demand if offers else match.supply).topic, lang),
            ours=_topic(asked_for.topic, lang),
        )
    if worst.kind == "text":
        return _l("The nearest shares hardly any of its words.")
    if worst.kind == "serves_others":
        return _l("The nearest is of another sector.") if offers else _l("The nearest works for other sectors.")
    return (
        _l("The nearest does not need what is offered.") if offers else _l("The nearest does not offer what is needed.")
    )


def _sentence_of(part: Part, match: Match, lang: str, index: Index | None) -> Sentence | None:
    demand, supply = match.demand, match.supply
    if part.kind == "topic":
        return _about_topic(part, match, lang)
    if part.kind in ("concept", "thing"):
        return _about_concept(part, demand, supply, lang)
    if part.kind == "text":
        return _about_words(part, demand, supply, lang, index)
    if part.kind == "serves":
        sector, thing = part.about
        name = taxonomy.get_sector(sector).name(lang)
        word = supply.mentions[thing].words[0]
        return _l("it knows the sector of the demand side, %(sector)s (it names “%(word)s”)", sector=name, word=word)
    if part.kind == "side":
        return _about_side(demand, supply, lang)
    if part.kind == "meaning":
        return _l("the texts mean much the same")
    return None


def _about_words(part: Part, demand: Document, supply: Document, lang: str, index: Index | None) -> Sentence | None:
    words = shared_words(part.about, demand, supply, index)
    if words:
        return _l("both texts say %(words)s", words=_listed(words, lang))
    return _l("the texts have much of their wording in common") if part.about else None


def _about_topic(part: Part, match: Match, lang: str) -> Sentence | None:
    if not part.about or not part.about[0]:
        return None
    ours, theirs = part.about
    given = ours == match.demand.topic and theirs == match.supply.topic
    if ours != theirs:
        return _l("related topics: “%(ours)s” and “%(theirs)s”", ours=_topic(ours, lang), theirs=_topic(theirs, lang))
    if given:
        return _l("same topic: %(topic)s", topic=_topic(ours, lang))
    return _l("both seem to be about %(topic)s", topic=_topic(ours, lang))


def _about_concept(part: Part, demand: Document, supply: Document, lang: str) -> Sentence:
    key = part.about[0]
    asked, offered = demand.mentions[key], supply.mentions[key]
    name = asked.concept.name(lang)
    need = max(asked.needs or asked.offers, key=len)
    offer = max(offered.offers or offered.needs, key=len)
    if need == offer:
        return _l("both name “%(word)s” (%(concept)s)", word=need, concept=name)
    if asked.concept.is_thing:
        return _l("“%(ours)s” and “%(theirs)s” are both %(concept)s", ours=need, theirs=offer, concept=name)
    return _l("“%(need)s” is met by “%(offer)s” (%(concept)s)", need=need, offer=offer, concept=name)


def _about_side(demand: Document, supply: Document, lang: str) -> Sentence:
    ours, theirs = demand.listing, supply.listing
    if ours.province and theirs.province and ours.province != theirs.province:
        provinces = [taxonomy.get_province(listing.province).short(lang) for listing in (ours, theirs)]
        return _l("it links two regions: %(ours)s and %(theirs)s", ours=provinces[0], theirs=provinces[1])
    return _l("it links two regions: %(ours)s and %(theirs)s", ours=ours.side, theirs=theirs.side)


def _topic(topic_id: str, lang: str) -> str:
    return taxonomy.get_topic(topic_id).short(lang)


def _listed(words: Sequence[str], lang: str) -> str:
    return "、".join(f"“{word}”" for word in words) if lang == "zh" else ", ".join(f"“{word}”" for word in words)


def shared_words(terms: Sequence[str], demand: Document, supply: Document, index: Index | None = None) -> list[str]:
    """The weightiest of the shared terms as people would read them: neighbouring pairs joined where both texts hold
    them so, and of that what is a whole word, or several, in both. A pair cut out of two words is never said."""
    ours, theirs = plain(demand.listing.words), plain(supply.listing.words)
    frequency = index.number_of_holders if index is not None else _never
    joints = [boundaries(text, frequency) for text in (ours, theirs)]
    longer = [term for term in terms if len(term) > 1 and term in ours and term in theirs]
    shared: list[str] = []
    for term in longer:
        grown = _grown(term, ours, theirs, set(longer))
        word = _whole(grown, (ours, theirs), joints) if grown[:1] >= "\u3400" else grown
        if word and not _QUANTITY.fullmatch(word) and not any(word in known for known in shared):
            shared = [known for known in shared if known not in word] + [word]
        if len(shared) >= _MOST_WORDS:
            break
    return shared


def _never(_pair: str) -> int:
    return 0


def _whole(word: str, texts: Sequence[str], joints: Sequence[set[int]]) -> str:
    """The longest part of `word` that begins and ends with a word in each of the texts; empty: there is none."""
    common = set(range(len(word) + 1))
    for text, known in zip(texts, joints, strict=True):
        places = [at for at in range(len(text)) if text.startswith(word, at)]
        common &= {offset for at in places for offset in range(len(word) + 1) if at + offset in known}
    found = word[min(common) : max(common)] if len(common) > 1 else ""
    return found if len(BREAKS.sub("", found)) > 1 else ""


def _grown(term: str, ours: str, theirs: str, pairs: set[str]) -> str:
    word = term
    while word[:1] >= "\u3400":
        nexts = [pair for pair in pairs if len(pair) == 2 and pair[0] == word[-1] and word + pair[1] in ours]
        longer = next((word + pair[1] for pair in sorted(nexts) if word + pair[1] in theirs), None)
        before = [pair for pair in pairs if len(pair) == 2 and pair[1] == word[0] and pair[0] + word in ours]
        longer = longer or next((pair[0] + word for pair in sorted(before) if pair[0] + word in theirs), None)
        if longer is None:
            break
        word = longer
    return word
