"""Accounts and those who hold them."""

from __future__ import annotations

from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.people import manage, views
from eventmgr.web.menus import ACCOUNT, ADMINISTRATORS

FEATURE = Feature(
    "people",
    blueprints=(views.bp, manage.bp),
    menu=(
        MenuEntry(ACCOUNT, _l("Account and password"), "people.account", 10),
        MenuEntry(ACCOUNT, _l("All accounts"), "people_manage.index", 20, permission=ADMINISTRATORS),
        MenuEntry(ACCOUNT, _l("Sign out"), "people.sign_out", 90, posts=True),
    ),
)
