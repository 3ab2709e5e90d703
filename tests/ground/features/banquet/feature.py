"""What the banquet tells about itself."""

from __future__ import annotations

from eventmgr.event.events.menu import EVENT, HOSPITALITY
from eventmgr.event.events.panels import OVERVIEW
from eventmgr.ground.features import Feature, Holding, MenuEntry, Paper, Switch, Words
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.web.responses.stamps import Scope
from tests.ground.features.banquet import views
from tests.ground.features.banquet.tables import BanquetTable, Cloth, too_many

BANQUET = Switch("banquet", "Banquet", "Lay tables for the guests.", HOSPITALITY, contents="the tables")
FEATURE = Feature(
    "banquet",
    switch=BANQUET,
    blueprints=(views.bp,),
    offers={OVERVIEW: views.panel},
    permissions={"banquet.lay": frozenset({TeamRole.OWNER})},
    menu=(MenuEntry(EVENT, "Banquet", "banquet.manage", 90, HOSPITALITY, "banquet.lay"),),
    laws={"tables of the banquet": too_many},
    scopes={
        "banquet": Scope(
            "SELECT 'banquet:' || event.id, count(audit_entry.id) FROM event LEFT JOIN audit_entry"
            " ON audit_entry.event_id = event.id AND object_type = 'banquet_table' WHERE slug = ? GROUP BY event.id",
            argument="slug",
        )
    },
    words=(
        Words(
            BanquetTable,
            "Table of the banquet",
            actions={"laid": "laid for the guests"},
            fields={"cloth": "Cloth"},
            values={"cloth": Cloth},
        ),
    ),
    holdings=(Holding("banquet_seats", "Seat at the banquet", {"table": "Table", "since": "Since"}, views.seats_of),),
    papers=(Paper("banquet", "Table plan", "Who lays which table.", views.paper, opens=()),),
)
