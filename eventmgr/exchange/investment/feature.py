"""Investment offers of the provinces as one place."""

from __future__ import annotations

from eventmgr.exchange.investment import views
from eventmgr.exchange.investment.switch import INVESTMENT
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.tools.web.rendering.menus import SITE

FEATURE = Feature(
    "investment",
    switch=INVESTMENT,
    blueprints=(views.bp,),
    numbers={
        "offers_public": Number(
            _l("Published investment offers"),
            _l(
                "Parks, funds, subsidies, projects and services that everybody may read, within the filters of the page."
            ),
            "the list of investment offers",
        ),
    },
    menu=(MenuEntry(SITE, _l("Invest"), "investment.index", 14, covers=True),),
)
