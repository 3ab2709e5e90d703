"""Filters of the desk's lists, from their addresses."""

from __future__ import annotations

from typing import Any

from eventmgr.exchange.desk.models import Desk
from eventmgr.exchange.desk.queries import AnswerFilter
from eventmgr.exchange.desk.whose import Whose
from eventmgr.exchange.desk.wording import OFFICE, category_choices
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.tools.taxonomy import find_province

NAMES = ("q", "province", "category")
NAMES_AT_EVENT = ("q", "category")
"""Where the desk is given."""


def read_filter(values: Any, desks: list[Desk], whose: Whose | None = None) -> AnswerFilter:
    """What the address asks for; of that desk alone, where it is given.

    Raises:
        BadValue: one of its values is none there is; it is named.
    """
    return AnswerFilter(
        values.text("q").strip(),
        whose or read_desk(values.text("province")),
        read_category(values.text("category"), desks),
    )


def read_desk(asked: str) -> Whose | None:
    """A province's desk or the office's; None: any.

    Raises:
        BadValue: there is no such province.
    """
    if not asked:
        return None
    if asked == OFFICE:
        return Whose()
    if find_province(asked) is None:
        raise BadValue(_("“%(value)s” is not a valid province code.", value=asked[:20]))
    return Whose(asked)


def read_category(asked: str, desks: list[Desk]) -> str:
    """The category that an address asks for; empty for any. An unknown one is refused."""
    if asked and asked not in {key for key, _label in category_choices(desks)}:
        raise BadValue(_("“%(value)s” is not a valid category. Choose one from the list.", value=asked[:20]))
    return asked


def chosen(filters: AnswerFilter) -> dict[str, str]:
    """The filters as values of an address."""
    whose = filters.whose
    province = None if whose is None or whose.event_id is not None else whose.province_code or OFFICE
    asked = {"q": filters.q, "province": province, "category": filters.category}
    return {name: value for name, value in asked.items() if value}
