"""The menus in the head of every page; rooms upstairs add their entries through `features`."""

from __future__ import annotations

from flask_login import current_user

from eventmgr.ground.features import Menu, MenuEntry

ADMINISTRATORS = "administrators"
"""The permission of an entry in the account's menu that only administrators see."""

OF_UNIT = "of a unit"
"""The permission of an entry that only provincial accounts with a delegation see."""

OF_ORGANIZATION = "of an organization"
"""The permission of an entry that only accounts of the level of an organization see."""


def _sees(entry: MenuEntry, _about: object) -> bool:
    if entry.permission == OF_UNIT:
        return bool(current_user.speaks_for_unit)
    if entry.permission == OF_ORGANIZATION:
        return bool(current_user.speaks_for_organization)
    return entry.permission != ADMINISTRATORS or bool(current_user.is_admin)


SITE = Menu("site")
ACCOUNT = Menu("account", _sees, frozenset({"", ADMINISTRATORS, OF_UNIT, OF_ORGANIZATION}))
