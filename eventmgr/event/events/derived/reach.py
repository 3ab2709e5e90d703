"""Which events an account may look at without being of their team, by its level. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.models import PUBLIC, Event
from eventmgr.identity.accounts.models import Level, User
from eventmgr.tools.taxonomy import get_unit


@dataclass(frozen=True)
class Reach:
    """Where the level of an account lets it look on: everywhere, in one province, or nowhere.

    `shows` asks of an event at hand, `queries/lists.py` the same of all of them.
    """

    everywhere: bool = False
    province: str | None = None

    def shows(self, event: Event) -> bool:
        """Levels look on from the publication; a draft belongs to its team."""
        here = self.everywhere or (self.province is not None and event.province_code == self.province)
        return event.status in PUBLIC and here


def reach_of(user: User) -> Reach:
    """National accounts look on everywhere, provincial ones in the province of their delegation unit."""
    if user.level is Level.NATIONAL:
        return Reach(everywhere=True)
    if user.level is Level.PROVINCIAL and user.unit_code:
        return Reach(province=get_unit(user.unit_code).province_code)
    return Reach()
