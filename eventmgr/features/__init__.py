"""Rooms tell about themselves: what a feature is made of, and the registries that low rooms read.

Each room says in its `feature.py` what it has, as one value; `app.py` hands the values to `init_app` in the order of the
staircase. Low rooms ask here (`menu`, `offered`, `roles_of`) and never learn who answered. No discovery, no entry
points: what is not in the list of `app.py` is not there.
"""

from eventmgr.features.registry import init_app, menu, offered, open_rooms, roles_of
from eventmgr.features.values import Feature, Menu, MenuEntry, MenuGroup, Place, Section

__all__ = ["Feature", "Menu", "MenuEntry", "MenuGroup", "Place", "Section", "init_app", "menu", "offered"]
__all__ += ["open_rooms", "roles_of"]
