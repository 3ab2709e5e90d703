"""Topics of intelligent manufacturing: a tree of two levels with the words people use for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from eventmgr.tools.taxonomy import tables
from eventmgr.tools.taxonomy.tables import Named


@dataclass(frozen=True)
class Topic(Named):
    """A topic; `code` is its id (`mes`)."""

    parent: str | None
    synonyms: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the topic, which is its code."""
        return self.code

    @property
    def children(self) -> tuple[Topic, ...]:
        """The topics directly below this one."""
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


def find_topic(topic_id: str) -> Topic | None:
    """The topic with this id, or None."""
    return _all().get(topic_id)


def topic_ids_within(topic_id: str) -> list[str]:
    """That topic and those right below it, as filters mean it."""
    return [topic.id for topic in topics() if topic_id in (topic.id, topic.parent)] or [topic_id]


def get_topic(topic_id: str | None) -> Topic:
    """The topic with this id.

    Raises:
        NotFound: there is none.
    """
    return tables.get(_all(), topic_id)
