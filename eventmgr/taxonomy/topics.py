"""Topics of intelligent manufacturing: a tree of two levels with the words people use for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from eventmgr.taxonomy import tables
from eventmgr.taxonomy.tables import Named
from eventmgr.text import normalized


@dataclass(frozen=True)
class Topic(Named):
    """A topic; `code` is its id (`mes`)."""

    parent: str | None
    is_matchable: bool
    """Whether supply and demand may be matched by it."""
    synonyms: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id, which is its code."""
        return self.code

    @property
    def children(self) -> tuple[Topic, ...]:
        """The topics below it."""
        return tuple(topic for topic in topics() if topic.parent == self.code)


def _topic(row: tables.Row) -> Topic:
    until, successor = tables.ending(row)
    return Topic(
        code=row["topic_id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        short_zh=row["name_zh"],
        short_en=row["name_en"].partition(" (")[0],
        valid_until=until,
        replaced_by=successor,
        parent=row["parent"] or None,
        is_matchable=row["matchable"] == "1",
        synonyms=tables.words(row["synonyms"]),
    )


@cache
def _all() -> dict[str, Topic]:
    return {row["topic_id"]: _topic(row) for row in tables.read("topics")}


@cache
def topics() -> tuple[Topic, ...]:
    """The tree, each topic followed by those below it."""
    offered = tables.offered(_all().values())
    tops = [topic for topic in offered if topic.parent is None]
    return tuple(item for top in tops for item in (top, *(below for below in offered if below.parent == top.code)))


def get_topic(topic_id: str | None) -> Topic:
    """The topic with this id.

    Raises:
        NotFound: there is none.
    """
    return tables.get(_all(), topic_id)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str], Topic], ...]:
    """(word, how it is looked for, topic); a Latin word counts only whole, so that `times` is no MES."""
    patterns = []
    for topic in topics():
        for word in {topic.code.replace("_", " "), topic.name_zh, topic.name_en, *topic.synonyms}:
            plain = _plain(word)
            edge = r"(?<![a-z0-9])", r"(?![a-z0-9])"
            pattern = f"{edge[0]}{re.escape(plain)}{edge[1]}" if plain.isascii() else re.escape(plain)
            patterns.append((plain, re.compile(pattern), topic))
    return tuple(sorted(patterns, key=lambda word: (-len(word[0]), word[0])))


def _plain(text: str) -> str:
    return normalized("NFKC", text).casefold().strip()


def find_topics(text: str | None) -> tuple[Topic, ...]:
    """Topics whose id, name or synonym stands in `text`; the one with the longest word first."""
    wanted = _plain((text or "")[:2000])
    return tuple(dict.fromkeys(topic for _word, pattern, topic in _words() if pattern.search(wanted)))
