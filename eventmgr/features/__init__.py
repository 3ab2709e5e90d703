"""Rooms tell about themselves: what a feature is made of, and the registries that low rooms read.

Each room says in its `feature.py` what it has, as one value; `app.py` hands the values to `init_app` in the order of the
staircase. Low rooms ask here (`menu`, `offered`, `roles_of`, `vocabulary`) and never learn who answered. No discovery, no
entry points: what is not in the list of `app.py` is not there.
"""

from eventmgr.features.registry import init_app, menu, offered, open_rooms, roles_of, state_of, vocabulary
from eventmgr.features.values import Feature, Menu, MenuEntry, MenuGroup, Place, Section
from eventmgr.features.words import EventWords, State, Vocabulary, Words, find

__all__ = [
    "EventWords",
    "Feature",
    "Menu",
    "MenuEntry",
    "MenuGroup",
    "Place",
    "Section",
    "State",
    "Vocabulary",
    "Words",
    "find",
    "init_app",
    "menu",
    "offered",
    "open_rooms",
    "roles_of",
    "state_of",
    "vocabulary",
]
