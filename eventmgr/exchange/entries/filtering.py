"""From the filters in an address to what the directory is narrowed to, and back. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.models import ChainStage
from eventmgr.tools.taxonomy import get_province, get_sector, get_topic
from eventmgr.tools.taxonomy.asked import read_member, read_province, read_sector, read_topic
from eventmgr.tools.taxonomy.sizes import SizeClass

NAMES = ("province", "sector", "size", "stage", "topic", "q")
"""Filters of the directory; they combine."""


@dataclass(frozen=True)
class DirectoryFilter:
    """What is asked for; empty: everything."""

    province: str = ""
    sector: str = ""
    """A section includes its divisions."""
    size: SizeClass | None = None
    stage: ChainStage | None = None
    topic: str = ""
    """A topic includes those below it."""
    q: str = ""


def read_filter(args: Mapping[str, str]) -> DirectoryFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    return DirectoryFilter(
        province=read_province(values["province"]),
        sector=read_sector(values["sector"]),
        size=read_member(SizeClass, "size", values["size"]),
        stage=read_member(ChainStage, "stage", values["stage"]),
        topic=read_topic(values["topic"]),
        q=values["q"],
    )


def filter_words(filters: DirectoryFilter) -> list[str]:
    """The filters as people read them, in the language spoken."""
    lang = language()
    sentences = [
        get_province(filters.province).name(lang) if filters.province else "",
        get_sector(filters.sector).labelled(lang) if filters.sector else "",
        str(filters.size.label) if filters.size else "",
        str(filters.stage.label) if filters.stage else "",
        get_topic(filters.topic).name(lang) if filters.topic else "",
        _("“%(words)s”", words=filters.q) if filters.q else "",
    ]
    return [words for words in sentences if words]
