"""How desks, categories and times of the desk are said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from eventmgr.exchange.desk.models import Category, Desk, DeskAnswer, DeskRequest
from eventmgr.ground.i18n import _, language, localized
from eventmgr.tools.taxonomy import choices_provinces, find_province

Choices = list[tuple[str, str]]
OFFICE = "office"
"""What an address says for the office's own desk, which has no code."""


def desk_name(province_code: str) -> str:
    """The name of the province whose desk it is."""
    province = find_province(province_code) if province_code else None
    return province.short(language()) if province else str(_("Main office"))


def desk_of(row: Desk | DeskRequest | DeskAnswer) -> str:
    """Whose desk a row belongs to, with its event loaded."""
    return localized(row.event.title) if row.event is not None else desk_name(row.province_code)


def category_name(key: str, desks: Collection[Desk]) -> str:
    """What a category is called; one that a desk no longer has is said by its key."""
    for category in Category:
        if category.value == key:
            return str(category.label)
    for desk in desks:
        for own in desk.own_categories:
            if own["key"] == key:
                return own_name(own)
    return key


def own_name(own: dict[str, str]) -> str:
    """One of a desk's own, in the language spoken."""
    return own.get(language()) or own.get("zh") or own.get("en") or ""


def category_choices(desks: Sequence[Desk]) -> Choices:
    """All categories: those of every desk first, then each desk's own with whose they are."""
    choices = [(value, str(label)) for value, label in Category.choices()]
    for desk in desks:
        choices += [(own["key"], f"{own_name(own)} · {desk_of(desk)}") for own in desk.own_categories]
    return choices


def desk_choices() -> Choices:
    """Every desk there can be: the office's and one for each province."""
    return [(OFFICE, str(_("Main office"))), *choices_provinces(language())]
