"""What holds for the data of every room, and the change log of all of them."""

from __future__ import annotations

from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.upkeep import manage
from eventmgr.upkeep.laws import LAWS
from eventmgr.web.rendering.menus import ACCOUNT, ADMINISTRATORS

FEATURE = Feature(
    "upkeep",
    laws=LAWS,
    blueprints=(manage.bp,),
    menu=(MenuEntry(ACCOUNT, _l("Change log of the site"), "upkeep_manage.changes", 40, permission=ADMINISTRATORS),),
)
