"""What a column or relationship of a table says of itself beside its type, so that no list of names has to say it
again.

A model says it once, `mapped_column(info=setting(_l("City"), in_lists=True))`; what an organizer may set, what a copy
takes along, the words of the trail and the fields of forms are read from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.attributes import InstrumentedAttribute
from sqlalchemy.orm.collections import InstrumentedList

Row = TypeVar("Row", bound=DeclarativeBase)
_SETTING = "setting"


@dataclass(frozen=True)
class Setting:
    """What organizers set, as its column says it; see `setting`."""

    label: Any
    edited: bool
    copied: bool
    in_lists: bool
    in_letters: bool
    in_items: bool
    longest: int | None
    section: str


def setting(
    label: Any,
    *,
    edited: bool = True,
    copied: bool = True,
    in_lists: bool = False,
    in_letters: bool = False,
    in_items: bool = False,
    longest: int | None = None,
    section: str = "",
) -> dict[str, Setting]:
    """The `info` of a column or relationship that organizers set.

    Args:
        label: what pages, forms and the trail call it.
        edited: whether the general service sets it; otherwise a service of its own does.
        copied: whether a copy takes it along, an instant so many days later; otherwise it stays behind, or is copied in
        a way
            of its own.
        in_lists: whether public lists and feeds show it.
        in_letters: whether e-mails name it, so that one that was drafted before it changed is drafted again.
        in_items: whether calendar entries of agenda items show it, so that their numbers may rise with it.
        longest: how many characters a text has at most in each language; None: as many as its field usually takes.
        section: the section of the settings that asks for it without naming it; empty: a form names it.
    """
    return {_SETTING: Setting(label, edited, copied, in_lists, in_letters, in_items, longest, section)}


def setting_of(attribute: InstrumentedAttribute[Any]) -> Setting:
    """What the column or relationship says of itself."""
    said: Setting = attribute.info[_SETTING]
    return said


def label_of(attribute: InstrumentedAttribute[Any]) -> Any:
    """The label of a setting."""
    return setting_of(attribute).label


@cache
def settings_of(model: type[object]) -> dict[str, Setting]:
    """Name → what it says of itself, of every column and relationship of `model` that says something."""
    found = {name: attribute for kind in reversed(model.__mro__) for name, attribute in vars(kind).items()}
    return {
        name: attribute.info[_SETTING]
        for name, attribute in found.items()
        if isinstance(attribute, InstrumentedAttribute) and _SETTING in attribute.info
    }


def labels_of(model: Any, part: str = "") -> dict[str, Any]:
    """Name → label of the same; as members of `part` (`venues.address`) where rows of `model` are the value of one
    field."""
    return {f"{part}.{name}" if part else name: said.label for name, said in settings_of(model).items()}


@cache
def loaded_names(model: type[Any]) -> tuple[str, ...]:
    """Names of the columns that are read with a row; the others are read when they are asked for."""
    columns = model.__table__.columns
    return tuple(column.key for column in columns if not getattr(model, column.key).prop.deferred)


def state_of(row: DeclarativeBase) -> dict[str, Any]:
    """Name → value of everything that the row says of itself: what a change is told by."""
    return {name: getattr(row, name) for name in settings_of(type(row))}


def taken_along(row: DeclarativeBase) -> dict[str, Any]:
    """Name → value of everything that a copy of `row` takes along; what are rows of another table are new rows."""
    return {
        name: [copy_of(other) for other in value] if isinstance(value, InstrumentedList) else value
        for name, said in settings_of(type(row)).items()
        if said.copied
        for value in [getattr(row, name)]
    }


def own_values(row: DeclarativeBase) -> dict[str, Any]:
    """Column → value of everything that stands in the row itself: not its number, nor what it refers to."""
    return {name: getattr(row, name) for name in _own_names(type(row))}


def copy_of(row: Row, **changes: Any) -> Row:
    """Another row of the same table with the same values but for `changes`."""
    return type(row)(**own_values(row) | changes)


@cache
def _own_names(model: type[Any]) -> tuple[str, ...]:
    table = model.__table__
    return tuple(
        column.key for column in table.columns if not column.foreign_keys and column is not table.autoincrement_column
    )
