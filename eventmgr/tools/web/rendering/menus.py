"""The menus in the head of every page; rooms upstairs add their entries through `features`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_login import current_user

from eventmgr.ground.features import Menu, MenuEntry, Section

ADMINISTRATORS = "administrators"
"""The permission of an entry in the account's menu that only administrators see."""

OF_UNIT = "of a unit"
"""The permission of an entry that only provincial accounts with a delegation see."""

OF_ORGANIZATION = "of an organization"
"""The permission of an entry that only accounts of the level of an organization see."""

OF_EDITOR = "of an editor"
"""The permission of an entry that only accounts see which keep what stays between the events."""


def _sees(entry: MenuEntry, _about: object) -> bool:
    if entry.permission == OF_UNIT:
        return bool(current_user.speaks_for_unit)
    if entry.permission == OF_ORGANIZATION:
        return bool(current_user.speaks_for_organization)
    if entry.permission == OF_EDITOR:
        return bool(current_user.edits_exchange)
    return entry.permission != ADMINISTRATORS or bool(current_user.is_admin)


def is_here(entry: MenuEntry, **values: Any) -> bool:
    """Whether the page in hand is that of the entry, or one below it; `values` are those that its address takes."""
    if request.endpoint == entry.endpoint or request.endpoint in entry.below:
        return True
    if not entry.covers:
        return False
    is_own = request.blueprint == entry.endpoint.partition(".")[0]
    return is_own or request.path.startswith(url_for(entry.endpoint, **values))


def section_here(sections: Sequence[Section], **values: Any) -> Section | None:
    """The part of a menu that the page in hand belongs to."""
    return next((part for part in sections if any(is_here(entry, **values) for entry in part.entries)), None)


SITE = Menu("site")
FOOT = Menu("foot")
"""Links at the foot of every page."""
ACCOUNT = Menu("account", _sees, frozenset({"", ADMINISTRATORS, OF_UNIT, OF_ORGANIZATION, OF_EDITOR}))
