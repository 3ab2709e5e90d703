"""From the filters in an address to what a list of policies is narrowed to, and back. Pure but for the language
spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from eventmgr.exchange.policies.models import PolicyLevel, PolicyState, SupportKind
from eventmgr.exchange.policies.validity import Validity, Window
from eventmgr.ground.i18n import _, language
from eventmgr.tools.taxonomy import get_province, get_sector
from eventmgr.tools.taxonomy.asked import chosen, read_member, read_province, read_sector

NAMES = ("validity", "level", "province", "sector", "support", "window", "q")
"""Filters of the public list, its files and feeds; they combine."""
OF_NEWS = ("level", "province", "sector", "support", "q")
"""Those that make sense where changes are told: not whether something holds or takes applications today."""
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class PolicyFilter:
    """What is asked for; empty: everything."""

    validity: Validity | None = None
    level: PolicyLevel | None = None
    province: str = ""
    sector: str = ""
    """What is for that sector, for one that holds it or that it holds, or for every sector."""
    support: SupportKind | None = None
    window: Window | None = None
    q: str = ""
    state: PolicyState | None = None
    """For the office alone."""

    def without_validity(self) -> PolicyFilter:
        """This filter without what it asks of validity."""
        return replace(self, validity=None)


def read_filter(args: Mapping[str, str]) -> PolicyFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    return PolicyFilter(
        validity=read_member(Validity, "validity", values["validity"]),
        level=read_member(PolicyLevel, "level", values["level"]),
        province=read_province(values["province"]),
        sector=read_sector(values["sector"]),
        support=read_member(SupportKind, "support", values["support"]),
        window=read_member(Window, "window", values["window"]),
        q=values["q"],
    )


def news_values(filters: PolicyFilter) -> dict[str, str]:
    """What of the filters news is narrowed by, as address values in a fixed order."""
    return {name: value for name, value in chosen(filters).items() if name in OF_NEWS}


def news_query(filters: PolicyFilter) -> str:
    """The same as the query of an address."""
    return urlencode(news_values(filters))


def read_news_query(asked: str) -> PolicyFilter:
    """The filters of `news_query`.

    Raises:
        BadValue: a value is not known any more.
    """
    return read_filter(dict(parse_qsl(asked)))


def filter_words(filters: PolicyFilter) -> list[str]:
    """The filters as people read them, in the language spoken."""
    lang = language()
    members = (filters.validity, filters.level, filters.support, filters.window)
    sentences = [
        get_province(filters.province).name(lang) if filters.province else "",
        get_sector(filters.sector).labelled(lang) if filters.sector else "",
        *(str(member.label) for member in members if member is not None),
        _("“%(words)s”", words=filters.q) if filters.q else "",
    ]
    return [words for words in sentences if words]
