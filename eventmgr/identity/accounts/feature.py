"""Accounts and those who hold them."""

from __future__ import annotations

from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts import manage, trail
from eventmgr.identity.accounts.laws import LAWS
from eventmgr.identity.accounts.letters import LETTERS
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.passkeys import views as passkeys
from eventmgr.identity.accounts.signing_in import second_step, views
from eventmgr.tools.web.rendering.menus import ACCOUNT, ADMINISTRATORS

FEATURE = Feature(
    "accounts",
    laws=LAWS,
    typed_tables=(User,),
    words=trail.WORDS,
    letters=LETTERS,
    blueprints=(views.bp, second_step.bp, passkeys.bp, manage.bp),
    unlisted={"/sign-in": (), "/sign-out": (), "/forgot": (), "/reset/": ()},
    menu=(
        MenuEntry(ACCOUNT, _l("Account and password"), "accounts.account", 10),
        MenuEntry(ACCOUNT, _l("All accounts"), "accounts_manage.index", 20, permission=ADMINISTRATORS),
        MenuEntry(ACCOUNT, _l("Sign out"), "accounts.sign_out", 90, posts=True),
    ),
)
