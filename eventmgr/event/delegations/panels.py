"""What delegations show on pages of the event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from eventmgr.event.delegations.board.rows import board_of
from eventmgr.event.delegations.models import Due, Liaison
from eventmgr.event.delegations.queries import list_liaisons
from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.notes import Link
from eventmgr.event.registration.panels import people_seen
from eventmgr.ground import clock
from eventmgr.ground.features import Panel, offered, panels
from eventmgr.ground.i18n import _, _n

BESIDE_LIST = Panel[Callable[[Liaison], Link | None]]("beside a liaison's list")
"""A button below the list on a liaison's page, while people may be entered."""
OWN_CALENDAR = Panel[Callable[[Liaison], Link]]("a liaison's calendar")
"""The way from a liaison's page to a calendar with the deadlines of their list."""
OWN_PAGES = Panel[Callable[[Liaison], Link | None]]("a liaison's other pages")
"""The way from a liaison's page to pages of rooms upstairs about the same delegation."""
DUE_PAGES = Panel[Callable[[Liaison], tuple[Due, str]]]("where a liaison does what is due")
"""What is owed and the address of the page of rooms upstairs on which the liaison meets it."""
BELOW_LIST = Panel[Callable[[Liaison], str | None]]("below a liaison's list")
"""HTML of one of our own templates on a liaison's page, below the list of people."""
_MANY = 5
READ, EDIT = "delegations.read", "delegations.edit"
BESIDE_BOARD = Panel[Callable[[Event], Link | None]]("beside the board")
"""A button over the board of delegations, for those who may use it."""


def links(event: Event) -> list[Link]:
    """The ways from the board to pages of rooms upstairs."""
    return [found for tell in offered(BESIDE_BOARD, event) if (found := tell(event)) is not None]


def ways_to_enter(liaison: Liaison) -> list[Link]:
    """The ways from a liaison's list to pages of rooms upstairs that add people to it."""
    return [found for tell in offered(BESIDE_LIST, liaison.event) if (found := tell(liaison)) is not None]


def pages_of(liaison: Liaison) -> list[Link]:
    """The ways from a liaison's page to pages of rooms upstairs about the same delegation."""
    return [found for tell in offered(OWN_PAGES, liaison.event) if (found := tell(liaison)) is not None]


def due_pages_of(liaison: Liaison) -> dict[Due, str]:
    """What is owed → the address of the page of its own on which the liaison meets it."""
    return dict(tell(liaison) for tell in offered(DUE_PAGES, liaison.event))


def calendars_of(liaison: Liaison) -> list[Link]:
    """The ways from a liaison's page to a calendar of their deadlines."""
    return [tell(liaison) for tell in offered(OWN_CALENDAR, liaison.event)]


def below_list(liaison: Liaison) -> list[Markup]:
    """What rooms upstairs show on a liaison's page."""
    return panels(BELOW_LIST, liaison.event, liaison)


def need(event: Event, at: datetime) -> str:
    """People of many provinces come, before the event begins."""
    number = people_seen(event.id)["provinces"].number
    if number < _MANY or at > event.starts_at:
        return ""
    return _(
        "People from %(num)s provinces/regions are coming. Invite delegations with places of their own?", num=number
    )


def open_work(event: Event) -> list[OpenWork]:
    """Delegations whose deadline has passed; nothing where no liaison was ever entered."""
    if event.status is not EventStatus.PUBLISHED or not may(event, READ) or not list_liaisons(event.id):
        return []
    at = clock.now()
    behind = sum(row.is_behind(at) for row in board_of(event)) if at < event.starts_at else 0
    if not behind:
        return []
    label = _n("%(num)s delegation is overdue", "%(num)s delegations are overdue", behind)
    address = url_for("delegations_manage.index", slug=event.slug, only="behind")
    return [OpenWork(label, address, EDIT, figure="delegations_behind", is_overdue=True)]
