"""From the filters in an address to what a list of cases is narrowed to, and back. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.exchange.cases.models import CaseState, CaseTrack
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import whole_number
from eventmgr.tools.metrics.models import MetricKind
from eventmgr.tools.metrics.wording import least_words
from eventmgr.tools.taxonomy import (
    get_province,
    get_sector,
    get_theme,
    get_topic,
)
from eventmgr.tools.taxonomy.asked import read_member, read_province, read_sector, read_theme, read_topic
from eventmgr.tools.taxonomy.sizes import SizeClass

NAMES = ("province", "sector", "theme", "topic", "track", "size", "metric", "least", "demonstration", "q")
"""Filters of the public list, its files and feeds; they combine."""
MOST_PERCENT = 1000
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class CaseFilter:
    """What is asked for; empty: everything."""

    province: str = ""
    sector: str = ""
    """A section includes its divisions."""
    theme: str = ""
    """Any sector that the word stands for."""
    topic: str = ""
    """A topic includes those below it."""
    track: CaseTrack | None = None
    size: SizeClass | None = None
    """Of the organization, where it is known."""
    metric: MetricKind | None = None
    """Cases that report it, whatever the value where `least` asks none."""
    least: int | None = None
    """So many per cent in the better direction."""
    demonstration: bool = False
    q: str = ""
    state: CaseState | None = None
    """For the office alone."""


def read_filter(args: Mapping[str, str]) -> CaseFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    metric = read_member(MetricKind, "metric", values["metric"])
    return CaseFilter(
        province=read_province(values["province"]),
        sector=read_sector(values["sector"]),
        theme=read_theme(values["theme"]),
        topic=read_topic(values["topic"]),
        track=read_member(CaseTrack, "track", values["track"]),
        size=read_member(SizeClass, "size", values["size"]),
        metric=metric,
        least=_least(values["least"], metric),
        demonstration=_flag("demonstration", values["demonstration"]),
        q=values["q"],
    )


def filter_words(filters: CaseFilter) -> list[str]:
    """The filters as people read them, in the language spoken."""
    lang = language()
    sentences = [
        get_province(filters.province).name(lang) if filters.province else "",
        get_sector(filters.sector).labelled(lang) if filters.sector else "",
        get_theme(filters.theme).name(lang) if filters.theme else "",
        get_topic(filters.topic).name(lang) if filters.topic else "",
        *(str(member.label) for member in (filters.track, filters.size) if member is not None),
        least_words(filters.metric, filters.least) if filters.metric else "",
        _("Demonstration sites") if filters.demonstration else "",
        _("“%(words)s”", words=filters.q) if filters.q else "",
    ]
    return [words for words in sentences if words]


def _flag(name: str, value: str) -> bool:
    if value not in ("", "1"):
        raise BadValue(
            _("“%(value)s” is not a valid value of “%(name)s”. Available: 1.", value=value[:_LONGEST_SHOWN], name=name)
        )
    return bool(value)


def _least(value: str, metric: MetricKind | None) -> int | None:
    if not value:
        return None
    number = whole_number(value, least=1, most=MOST_PERCENT, any_digits=True)
    if number is None:
        raise BadValue(
            _(
                "“%(value)s” is not a whole number of per cent from 1 to %(most)s.",
                value=value[:_LONGEST_SHOWN],
                most=MOST_PERCENT,
            )
        )
    if metric is None:
        raise BadValue(_("“least” says how much of a metric: choose the metric too, such as metric=efficiency."))
    if metric.better is None:
        raise BadValue(_("Own metrics differ from case to case: “least” does not apply to them."))
    return number
