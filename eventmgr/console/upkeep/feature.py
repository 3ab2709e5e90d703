"""What holds for the data of every room, and the change log of all of them."""

from __future__ import annotations

from eventmgr.console.upkeep import manage
from eventmgr.console.upkeep.laws import LAWS
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.tools.web.rendering.menus import ACCOUNT, ADMINISTRATORS

FEATURE = Feature(
    "upkeep",
    laws=LAWS,
    blueprints=(manage.bp,),
    menu=(MenuEntry(ACCOUNT, _l("Change log of the site"), "upkeep_manage.changes", 40, permission=ADMINISTRATORS),),
)
