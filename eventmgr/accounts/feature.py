"""Accounts and those who hold them."""

from __future__ import annotations

from eventmgr.accounts import manage, trail
from eventmgr.accounts.laws import LAWS
from eventmgr.accounts.letters import LETTERS
from eventmgr.accounts.models import User
from eventmgr.accounts.passkeys import views as passkeys
from eventmgr.accounts.signing_in import second_step, views
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.web.rendering.menus import ACCOUNT, ADMINISTRATORS

FEATURE = Feature(
    "accounts",
    laws=LAWS,
    typed_tables=(User,),
    words=trail.WORDS,
    letters=LETTERS,
    blueprints=(views.bp, second_step.bp, passkeys.bp, manage.bp),
    menu=(
        MenuEntry(ACCOUNT, _l("Account and password"), "accounts.account", 10),
        MenuEntry(ACCOUNT, _l("All accounts"), "accounts_manage.index", 20, permission=ADMINISTRATORS),
        MenuEntry(ACCOUNT, _l("Sign out"), "accounts.sign_out", 90, posts=True),
    ),
)
