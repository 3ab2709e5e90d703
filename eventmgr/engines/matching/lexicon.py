"""The words of need and offer: what somebody says who has the trouble, and what somebody says who has the cure.

`data/concepts.csv` pairs them (人工巡检、抄表 against 网关、数据采集) and says which topics they speak of;
`data/things.csv` holds different names of one thing (门锁, 锁具, 锁芯); `data/trades.csv` what a supplier of a sector
usually sells. All three are written by hand, from the topics and sectors of the taxonomy.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from eventmgr.engines.matching.terms import plain
from eventmgr.tools import taxonomy

NEED, OFFER, NAME = "need", "offer", "name"
"""Who speaks so: one who needs it, one who offers it, or both."""


@dataclass(frozen=True)
class Concept:
    """A need with its cure, a thing, or a topic's own words."""

    key: str
    name_zh: str
    name_en: str
    topics: tuple[str, ...]
    is_thing: bool = False
    sectors: tuple[str, ...] = ()
    """Whose everyday it is, for a thing."""

    def name(self, lang: str) -> str:
        """Its name in `lang` (`zh`, `en`)."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True)
class Mention:
    """A concept in a text, with the words that named it, by who speaks so."""

    concept: Concept
    needs: tuple[str, ...]
    offers: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words that named it."""
        return tuple(dict.fromkeys((*self.offers, *self.needs)))


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / "data" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _entries() -> tuple[tuple[Concept, tuple[tuple[str, str], ...]], ...]:
    """(concept, its (word, who speaks so))."""
    entries: list[tuple[Concept, tuple[tuple[str, str], ...]]] = []
    for row in _rows("concepts"):
        concept = Concept(row["name_en"], row["name_zh"], row["name_en"], tuple(row["topics"].split(";")))
        both = [(word, NEED) for word in row["needs"].split()] + [(word, OFFER) for word in row["offers"].split()]
        entries.append((concept, tuple(both)))
    for row in _rows("things"):
        sectors = tuple(row["sectors"].split(";")) if row["sectors"] else ()
        concept = Concept(row["name_en"], row["name_zh"], row["name_en"], (), is_thing=True, sectors=sectors)
        entries.append((concept, tuple((word, NAME) for word in row["words"].split())))
    for row in _rows("sectors"):
        sector = taxonomy.get_sector(row["sector"])
        concept = Concept(
            f"sector {sector.code}", sector.name_zh, sector.name_en, (), is_thing=True, sectors=(sector.code,)
        )
        entries.append((concept, tuple((word, NAME) for word in row["words"].split())))
    for theme in taxonomy.sector_themes():
        concept = Concept(f"theme {theme.id}", theme.name_zh, theme.name_en, (), is_thing=True, sectors=theme.codes)
        entries.append((concept, ((theme.name_zh, NAME),)))
    for topic in taxonomy.topics():
        concept = Concept(f"topic {topic.id}", topic.name_zh, topic.name_en, (topic.id,))
        entries.append((concept, tuple((word, NAME) for word in dict.fromkeys((topic.name_zh, *topic.synonyms)))))
    return tuple(entries)


@cache
def list_words() -> frozenset[str]:
    """Every word of the lexicon, in its one spelling."""
    return frozenset(plain(word) for _concept, words in _entries() for word, _speaker in words)


@cache
def _by_beginning() -> dict[str, tuple[tuple[str, Concept, str], ...]]:
    """First two characters → (word, concept, who speaks so), longest word first."""
    table: dict[str, list[tuple[str, Concept, str]]] = {}
    for concept, words in _entries():
        for word, speaker in words:
            spelled = plain(word)
            table.setdefault(spelled[:2], []).append((spelled, concept, speaker))
    return {key: tuple(sorted(words, key=lambda item: (-len(item[0]), item[0]))) for key, words in table.items()}


def find_mentions(text: str) -> dict[str, Mention]:
    """The concepts that `text` speaks of, by their key; a Latin word counts only whole."""
    wanted = plain(text)
    table, single = _by_beginning(), _single()
    mentions: dict[str, _OpenMention] = {}
    for start in range(len(wanted)):
        for word, concept, speaker in (*table.get(wanted[start : start + 2], ()), *single.get(wanted[start], ())):
            if not wanted.startswith(word, start) or not _is_whole(wanted, start, word):
                continue
            mention = mentions.setdefault(concept.key, _OpenMention(concept))
            end = start + len(word)
            if end > mention.end or (start, end) == mention.last:
                mention.end, mention.last = end, (start, end)
                mention.words[speaker][word] = None
    return {key: mention.closed() for key, mention in mentions.items()}


class _OpenMention:
    """A concept while its text is being read; of two words that overlap, the first and longest counts."""

    def __init__(self, concept: Concept) -> None:
        self.concept = concept
        self.end, self.last = 0, (0, 0)
        self.words: dict[str, dict[str, None]] = {NEED: {}, OFFER: {}, NAME: {}}

    def closed(self) -> Mention:
        """The concept as it is mentioned: with its words of need and its words of offer."""
        needs, offers, names = (tuple(self.words[speaker]) for speaker in (NEED, OFFER, NAME))
        return Mention(self.concept, (*needs, *names), (*offers, *names))


@cache
def _single() -> dict[str, tuple[tuple[str, Concept, str], ...]]:
    """Words of one character, by themselves."""
    return {key: words for key, words in _by_beginning().items() if len(key) == 1}


def _is_whole(text: str, start: int, word: str) -> bool:
    if not word.isascii():
        return True
    before, after = text[start - 1 : start] if start else "", text[start + len(word) : start + len(word) + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


@cache
def usual_topics(sector: str) -> frozenset[str]:
    """Ids of what a supplier of the sector usually sells; empty where nothing is known about the sector."""
    rows = {row["sector"]: frozenset(row["topics"].split(";")) for row in _rows("trades")}
    return rows.get(sector) or rows.get(sector[:1]) or frozenset()
