"""How cells of a sheet of listings are read that no other sheet has."""

from __future__ import annotations

from eventmgr.ground.sentences import _l
from eventmgr.ground.text import clean_line
from eventmgr.matchmaking.listings.pasting.reading import side_of, topic_of
from eventmgr.tools.sheets import BadCell, Value
from eventmgr.tools.sheets.values import text

NO_SIDE = _l("“%(value)s” is neither supply nor demand.")
NO_TOPIC = _l("“%(value)s” is not a valid topic. Choose one from the list.")


def read_side(value: Value) -> str | None:
    """The side that a cell names."""
    written = text(value)
    if written is None:
        return None
    side = side_of(written)
    if side is None:
        raise BadCell(NO_SIDE.about(value=written[:40]))
    return side.value


def read_topic(value: Value) -> str | None:
    """The id of the topic that a cell names."""
    written = text(value)
    if written is None:
        return None
    topic = topic_of(clean_line(written))
    if not topic:
        raise BadCell(NO_TOPIC.about(value=written[:40]))
    return topic
