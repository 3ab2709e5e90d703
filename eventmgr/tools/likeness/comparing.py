"""Two rows field by field, as a page shows them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from eventmgr.tools.likeness.pairing import Numbered

Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True)
class FieldOfTwo:
    """A field with the values of both rows as people read them."""

    field: str
    label: Any
    values: tuple[str, str]
    differs: bool


def fields_of_two(
    labels: Mapping[str, Any], left: Mapping[str, str], right: Mapping[str, str], different: Collection[str]
) -> list[FieldOfTwo]:
    """The fields of `labels` that differ or about which both say the same, in their order.

    Args:
        different: the fields in which they differ, which only their values as data tell.
    """
    rows = [
        FieldOfTwo(name, label, (left.get(name, ""), right.get(name, "")), name in different)
        for name, label in labels.items()
    ]
    return [row for row in rows if row.differs or any(row.values)]


def list_different(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[str]:
    """The names whose values differ, in their order."""
    return [name for name in dict.fromkeys([*left, *right]) if left.get(name) != right.get(name)]


def shown_of(one: Row, other: Row, describe: Callable[[Row], str]) -> str:
    """What a page that compares these two has shown, whichever of them stands first: it is void once either was
    changed."""
    return "|".join(describe(row) for row in sorted((one, other), key=lambda row: row.id))
