"""From the filters in an address to what the list of experts is narrowed to, and back. Pure but for the language
spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.ground.i18n import _, language
from eventmgr.tools.taxonomy import get_province, get_sector, get_theme, get_topic
from eventmgr.tools.taxonomy.asked import read_province, read_sector, read_theme, read_topic

NAMES = ("province", "sector", "theme", "topic", "q")
"""Filters of the list and its feed; they combine."""


@dataclass(frozen=True)
class ExpertFilter:
    """What is asked for; empty: everything."""

    province: str = ""
    """Of those who show it."""
    sector: str = ""
    """A section includes its divisions."""
    theme: str = ""
    """Any sector that the word stands for."""
    topic: str = ""
    """A topic includes those below it."""
    q: str = ""


def read_filter(args: Mapping[str, str]) -> ExpertFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    return ExpertFilter(
        province=read_province(values["province"]),
        sector=read_sector(values["sector"]),
        theme=read_theme(values["theme"]),
        topic=read_topic(values["topic"]),
        q=values["q"],
    )


def filter_words(filters: ExpertFilter) -> list[str]:
    """The filters as people read them, in the language spoken."""
    lang = language()
    sentences = [
        get_province(filters.province).name(lang) if filters.province else "",
        get_sector(filters.sector).labelled(lang) if filters.sector else "",
        get_theme(filters.theme).name(lang) if filters.theme else "",
        get_topic(filters.topic).name(lang) if filters.topic else "",
        _("“%(words)s”", words=filters.q) if filters.q else "",
    ]
    return [words for words in sentences if words]
