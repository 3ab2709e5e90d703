"""From the filters in the address of the office's list to plain values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from eventmgr.errors import BadValue
from eventmgr.i18n import _
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.registration.models import Role
from eventmgr.taxonomy import find_province, find_sector, find_unit
from eventmgr.text import whole_number

Kind = TypeVar("Kind", bound=Enum)
NONE = "-"
"""In an address: those without a unit, province or sector."""
SORTS = ("-created", "created", "name", "-name")
"""What the list may be ordered by; the first is the usual one."""


@dataclass(frozen=True)
class ListFilter:
    """What the office asks for; None and False ask nothing, `""` asks for those without."""

    q: str = ""
    """Name, its pinyin, organization, or the last four digits of the mobile number."""
    status: Status | None = None
    unit: str | None = None
    province: str | None = None
    sector: str | None = None
    role: Role | None = None
    group: str | None = None
    """Value of the answer `group`."""
    todo: bool = False
    """Only what waits for the office."""
    held: bool = False
    """Only those who hold a place."""

    @property
    def is_set(self) -> bool:
        """Whether anything is asked."""
        return self != ListFilter()

    @property
    def is_countable(self) -> bool:
        """Whether the tally alone can tell how many there are."""
        return not (self.q or self.role or self.group is not None or self.todo)

    def counts(self, unit: str, status: Status) -> bool:
        """Whether somebody of that unit in that state is among those asked for, as far as these two say."""
        return (
            (self.status is None or status is self.status)
            and (not self.held or status in HOLDING)
            and (self.unit is None or unit == self.unit)
        )


def read_filter(values: Mapping[str, str]) -> ListFilter:
    """The filter that an address's query asks for; `values` are clean.

    Raises:
        BadValue: a value is not known; the message names it.
    """
    return ListFilter(
        q=values.get("q", ""),
        status=_member(Status, values.get("status", "")),
        unit=_code(find_unit, values.get("unit", "")),
        province=_code(find_province, values.get("province", "")),
        sector=_code(find_sector, values.get("sector", "")),
        role=_member(Role, values.get("role", "")),
        group=_number(values.get("group", "")),
        todo=_flag("todo", values.get("todo", "")),
        held=_flag("held", values.get("held", "")),
    )


def read_sort(value: str) -> str:
    """One of `SORTS`.

    Raises:
        BadValue: it is none.
    """
    if not value:
        return SORTS[0]
    if value not in SORTS:
        raise BadValue(
            _(
                "The list cannot be sorted by “%(value)s”. Available: %(known)s.",
                value=value[:40],
                known=", ".join(SORTS),
            )
        )
    return value


def _member(kind: type[Kind], value: str) -> Kind | None:
    if not value:
        return None
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise BadValue(_("“%(value)s” is not valid here. Available: %(known)s.", value=value, known=known)) from None


def _code(find: Callable[[str], Any], value: str) -> str | None:
    if not value:
        return None
    if value == NONE:
        return ""
    entry = find(value)
    if entry is None:
        raise BadValue(_("“%(value)s” is not a valid code. Choose from the list.", value=value))
    return str(entry.code)


def _number(value: str) -> str | None:
    """The number of an agenda item as answers keep it."""
    if not value:
        return None
    if value == NONE:
        return ""
    number = whole_number(value)
    if number is None:
        raise BadValue(_("“%(value)s” is not a valid group of this event. Choose from the list.", value=value))
    return str(number)


def _flag(name: str, value: str) -> bool:
    if value not in ("", "0", "1"):
        raise BadValue(_("“%(name)s” is 1 or nothing, not “%(value)s”.", name=name, value=value))
    return value == "1"
