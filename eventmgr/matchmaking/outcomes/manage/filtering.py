"""What the address of the list of deals asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from flask import url_for

from eventmgr.event.events.models import Event
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.matchmaking.outcomes.deals.money import BANDS
from eventmgr.matchmaking.outcomes.deals.queries import UNSTATED, Filter
from eventmgr.matchmaking.outcomes.deals.services import plan_of
from eventmgr.matchmaking.outcomes.models import CHAIN, AmountKind, DealType, Stage
from eventmgr.tools.taxonomy import find_province, find_sector
from eventmgr.tools.taxonomy.sizes import SizeClass

NAMES = (
    "stage",
    "reached",
    "type",
    "base",
    "band",
    "least",
    "amount",
    "kind",
    "province",
    "initiating",
    "partner",
    "sector",
    "initiating_sector",
    "initiating_size",
    "meeting",
    "from",
    "follows",
    "waiting",
    "q",
)
"""Everything by which the list is narrowed."""
SORTS = ("-recorded", "recorded", "-amount", "amount")
Member = TypeVar("Member", bound=Enum)


def current_filters(query: Mapping[str, str]) -> dict[str, str]:
    """What of these is asked, for another address."""
    return {name: query[name] for name in NAMES if query.get(name)}


def read_filter(event: Event, query: Mapping[str, str]) -> Filter:
    """The filter that an address asks for.

    Raises:
        BadValue: one of its values means nothing; the message names it.
    """
    asked = current_filters(query)
    reached = _member(Stage, asked, "reached")
    if reached is Stage.ENDED:
        raise _unknown(asked["reached"], [stage.value for stage in CHAIN])
    return Filter(
        stage=_member(Stage, asked, "stage"),
        reached=reached,
        type=_member(DealType, asked, "type"),
        types=plan_of(event.id).counted_types if asked.get("base") else (),
        band=_edge(asked, "band"),
        least=_edge(asked, "least"),
        has_amount={"yes": True, "no": False}.get(asked.get("amount", "")),
        kind=_member(AmountKind, asked, "kind"),
        province=_province(asked, "province"),
        initiating=_province(asked, "initiating"),
        partner=_province(asked, "partner"),
        sector=_sector(asked, "sector"),
        initiating_sector=_sector(asked, "initiating_sector"),
        initiating_size=_size(asked),
        from_meeting="meeting" in asked,
        stems_from=_number(asked, "from"),
        follows="follows" in asked,
        waiting="waiting" in asked,
        q=asked.get("q", ""),
    )


def rows_of(event: Event) -> Any:
    """A function of what narrows it to the address of these deals."""
    return partial(url_for, "deals_manage.index", slug=event.slug)


def _member(kind: type[Member], asked: Mapping[str, str], name: str) -> Member | None:
    if name not in asked:
        return None
    known = {str(item.value): item for item in kind}
    if asked[name] not in known:
        raise _unknown(asked[name], list(known))
    return known[asked[name]]


def _edge(asked: Mapping[str, str], name: str) -> int | None:
    if name not in asked:
        return None
    edges = {str(edge): edge for edge in (0, *BANDS)}
    if asked[name] not in edges:
        raise _unknown(asked[name], list(edges))
    return edges[asked[name]]


def _number(asked: Mapping[str, str], name: str) -> int | None:
    if name not in asked:
        return None
    number = whole_number(asked[name])
    if number is None:
        raise BadValue(_("“%(value)s” is not the number of a deal.", value=asked[name][:40]))
    return number


def _province(asked: Mapping[str, str], name: str) -> str:
    code = asked.get(name, "")
    if code and code != UNSTATED and find_province(code) is None:
        raise BadValue(_("“%(value)s” is not a valid province code.", value=code[:40]))
    return code


def _sector(asked: Mapping[str, str], name: str) -> str:
    code = asked.get(name, "")
    if code and find_sector(code) is None and (name == "sector" or code != UNSTATED):
        raise BadValue(_("“%(value)s” is not a valid sector code.", value=code[:40]))
    return code


def _size(asked: Mapping[str, str]) -> str:
    if asked.get("initiating_size") == UNSTATED:
        return UNSTATED
    size = _member(SizeClass, asked, "initiating_size")
    return size.value if size is not None else ""


def _unknown(value: str, known: Sequence[str]) -> BadValue:
    return BadValue(
        _("“%(value)s” is not a valid value here. Available: %(known)s.", value=value[:40], known=", ".join(known))
    )
