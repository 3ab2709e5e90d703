"""What the filters of an address ask for: names that are known, a member of an enum or of a list, a province, a sector
or a topic by its code. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any, TypeVar

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.tools.taxonomy.provinces import find_province
from eventmgr.tools.taxonomy.sectors import find_sector, get_theme, sector_themes
from eventmgr.tools.taxonomy.topics import get_topic, topics

_LONGEST_SHOWN = 40
Member = TypeVar("Member", bound=LabelledEnum)


def read_member(kind: type[Member], name: str, value: str) -> Member | None:
    """The member of that value; None where nothing is asked.

    Raises:
        BadValue: there is none.
    """
    if not value:
        return None
    return kind(read_choice(name, value, [str(one.value) for one in kind]))


def read_choice(name: str, value: str, known: Collection[str]) -> str:
    """`value`, which is empty where nothing is asked.

    Raises:
        BadValue: it is none of those known.
    """
    if value and value not in known:
        raise BadValue(
            _(
                "“%(value)s” is not a valid value of “%(name)s”. Available: %(known)s.",
                value=value[:_LONGEST_SHOWN],
                name=name,
                known=", ".join(known),
            )
        )
    return value


def read_province(value: str) -> str:
    """The code of a province; empty where nothing is asked.

    Raises:
        BadValue: there is none.
    """
    province = find_province(value) if value else None
    if value and province is None:
        raise BadValue(_("“%(value)s” is not the code of a province or region.", value=value[:_LONGEST_SHOWN]))
    return province.code if province else ""


def read_sector(value: str) -> str:
    """The code of a sector; empty where nothing is asked.

    Raises:
        BadValue: there is none.
    """
    sector = find_sector(value) if value else None
    if value and sector is None:
        raise BadValue(
            _("“%(value)s” is not a valid sector code of GB/T 4754, such as C36.", value=value[:_LONGEST_SHOWN])
        )
    return sector.code if sector else ""


def read_theme(value: str) -> str:
    """The id of a theme, an everyday word for some sectors; empty where nothing is asked.

    Raises:
        BadValue: there is none.
    """
    if value and value not in {theme.id for theme in sector_themes()}:
        raise BadValue(_("“%(value)s” is not a valid theme. Choose one from the list.", value=value[:_LONGEST_SHOWN]))
    return get_theme(value).id if value else ""


def read_topic(value: str) -> str:
    """The id of a topic; empty where nothing is asked.

    Raises:
        BadValue: there is none.
    """
    if value and value not in {topic.code for topic in topics()}:
        raise BadValue(_("“%(value)s” is not a valid topic. Choose one from the list.", value=value[:_LONGEST_SHOWN]))
    return get_topic(value).code if value else ""


def chosen(filters: Any) -> dict[str, str]:
    """Filters, a data class whose fields bear the names in addresses, as address values in their order, without those
    that ask nothing."""
    asked = {field.name: getattr(filters, field.name) for field in fields(filters)}
    return {
        name: _as_asked(value)
        for name, value in asked.items()
        if value is not None and value is not False and value != ""
    }


def _as_asked(value: object) -> str:
    if value is True:
        return "1"
    return str(value.value) if isinstance(value, LabelledEnum) else str(value)
