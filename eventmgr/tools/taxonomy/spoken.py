"""Sectors and topics of a row as words. Pure but for the language spoken."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy.sectors import find_sector
from eventmgr.tools.taxonomy.topics import find_topic


def sectors_of(row: Any) -> list[str]:
    """Its sectors (`sector_codes`), short, without codes that the tables do not know any more."""
    return [sector.short(language()) for code in row.sector_codes if (sector := find_sector(code))]


def topics_of(row: Any) -> list[str]:
    """The names of the topics in `topic_ids`."""
    return [topic.name(language()) for key in row.topic_ids if (topic := find_topic(key))]
