"""Rooms tell about themselves: what a feature is made of, and the registries that low rooms read.

Each room says in its `feature.py` what it has, as one value; `app.py` hands the values to `init_app` in the order of the
staircase. Low rooms ask here (`menu`, `offered`, `roles_of`, `vocabulary`) and never learn who answered. No discovery, no
entry points: what is not in the list of `app.py` is not there.
"""

from eventmgr.features.registry import (
    coded_columns,
    figures,
    holdings,
    init_app,
    is_typed,
    laws,
    menu,
    offered,
    open_rooms,
    panels,
    papers,
    periods,
    roles_of,
    scopes,
    state_of,
    typed_tables,
    vocabulary,
)
from eventmgr.features.values import (
    Due,
    Feature,
    Figure,
    Holding,
    Law,
    Menu,
    MenuEntry,
    MenuGroup,
    Paper,
    Period,
    Place,
    Section,
)
from eventmgr.features.words import EventWords, State, Vocabulary, Words, find

__all__ = [
    "Due",
    "EventWords",
    "Feature",
    "Figure",
    "Holding",
    "Law",
    "Menu",
    "MenuEntry",
    "MenuGroup",
    "Paper",
    "Period",
    "Place",
    "Section",
    "State",
    "Vocabulary",
    "Words",
    "coded_columns",
    "figures",
    "find",
    "holdings",
    "init_app",
    "is_typed",
    "laws",
    "menu",
    "offered",
    "open_rooms",
    "panels",
    "papers",
    "periods",
    "roles_of",
    "scopes",
    "state_of",
    "typed_tables",
    "vocabulary",
]
