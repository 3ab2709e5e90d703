"""From the filters in an address to what the board is narrowed to, and back. Pure but for the query it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings.content.details import STANDARD_STATES
from eventmgr.matchmaking.listings.models import ListingKind, Side
from eventmgr.tools.taxonomy import get_province, get_sector, get_theme, get_topic
from eventmgr.tools.taxonomy.asked import read_choice, read_province, read_sector, read_theme, read_topic

NAMES = ("side", "kind", "province", "sector", "theme", "topic", "free", "replacement", "q")
"""Filters of an event's board, its feeds and its lists; they combine."""
STANDARD_NAMES = ("side", "status", "wanted", "province", "sector", "theme", "topic", "q")
"""Filters of the list of standards and its feed; they combine."""
_LONGEST_SHOWN = 40
Member = TypeVar("Member", bound=Enum)


@dataclass(frozen=True)
class BoardFilter:
    """What is asked for; empty: everything."""

    side: Side | None = None
    kind: ListingKind | None = None
    province: str = ""
    sector: str = ""
    """A section includes its divisions."""
    theme: str = ""
    """Any sector that the word stands for."""
    topic: str = ""
    """A topic includes those below it."""
    free: bool = False
    """Free of charge alone."""
    replacement: bool = False
    """What replaces imported products alone."""
    status: str = ""
    """Of a standard, as `STANDARD_STATES` has it."""
    wanted: bool = False
    """Standards not published yet that name a part for others alone."""
    q: str = ""

    def without_side(self) -> BoardFilter:
        """This filter for both sides."""
        return replace(self, side=None)


def read_filter(args: Mapping[str, str]) -> BoardFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    return BoardFilter(
        side=_member(Side, values["side"]),
        kind=_member(ListingKind, values["kind"]),
        province=read_province(values["province"]),
        sector=read_sector(values["sector"]),
        theme=read_theme(values["theme"]),
        topic=read_topic(values["topic"]),
        free=_flag("free", values["free"]),
        replacement=_flag("replacement", values["replacement"]),
        q=values["q"],
    )


def read_standards(args: Mapping[str, str]) -> BoardFilter:
    """The filter of the list of standards that `args` asks for.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    filters = read_filter({name: args.get(name, "") for name in STANDARD_NAMES})
    status = read_choice("status", args.get("status", ""), STANDARD_STATES)
    wanted = _flag("wanted", args.get("wanted", ""))
    return replace(filters, kind=ListingKind.STANDARD, status=status, wanted=wanted)


def chosen_standards(filters: BoardFilter) -> dict[str, str]:
    """The filters of the list of standards as address values, without those that ask nothing."""
    values = {**chosen(filters), "status": filters.status, "wanted": "1" if filters.wanted else ""}
    return {name: values[name] for name in STANDARD_NAMES if values.get(name)}


def chosen(filters: BoardFilter) -> dict[str, str]:
    """The filters as address values, in a fixed order, without those that ask nothing."""
    values = {
        "side": filters.side.value if filters.side else "",
        "kind": filters.kind.value if filters.kind else "",
        "province": filters.province,
        "sector": filters.sector,
        "theme": filters.theme,
        "topic": filters.topic,
        "free": "1" if filters.free else "",
        "replacement": "1" if filters.replacement else "",
        "q": filters.q,
    }
    return {name: value for name, value in values.items() if value}


def words_of(filters: BoardFilter, lang: str) -> list[str]:
    """The filters as people read them."""
    sentences: list[Any] = [
        filters.side.label if filters.side else "",
        filters.kind.label if filters.kind else "",
        get_province(filters.province).name(lang) if filters.province else "",
        get_sector(filters.sector).labelled(lang) if filters.sector else "",
        get_theme(filters.theme).name(lang) if filters.theme else "",
        get_topic(filters.topic).name(lang) if filters.topic else "",
        STANDARD_STATES[filters.status] if filters.status else "",
        _("Drafting members wanted") if filters.wanted else "",
        _("Free of charge") if filters.free else "",
        _("Replaces an imported product") if filters.replacement else "",
        _("“%(words)s”", words=filters.q) if filters.q else "",
    ]
    return [str(words) for words in sentences if words]


def _member(kind: type[Member], value: str) -> Member | None:
    if not value:
        return None
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(one.value for one in kind)
        shown = value[:_LONGEST_SHOWN]
        if kind is Side:
            raise BadValue(_("“%(value)s” is not a side. Available: %(known)s.", value=shown, known=known)) from None
        raise BadValue(
            _("“%(value)s” is not a kind of listing. Available: %(known)s.", value=shown, known=known)
        ) from None


def _flag(name: str, value: str) -> bool:
    if value not in ("", "1"):
        raise BadValue(
            _("“%(value)s” is not a valid value of “%(name)s”. Available: 1.", value=value[:_LONGEST_SHOWN], name=name)
        )
    return bool(value)
