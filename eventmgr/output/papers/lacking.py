"""What an event has not yet, for papers that would say nothing without it. In words; empty where it has."""

from __future__ import annotations

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.agenda.queries import count_items, is_any_item
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.queries import count_holding_by_unit
from eventmgr.ground.i18n import _


def lacks_people(event: Event) -> str:
    """Why lists of people cannot be printed: nobody is confirmed yet. Empty if somebody is."""
    return "" if count_holding_by_unit(event.id) else _("Nobody is confirmed yet.")


def lacks_agenda(event: Event) -> str:
    """An item of the agenda."""
    return "" if count_items(event.id) else _("The agenda is empty.")


def lacks_groups(event: Event) -> str:
    """A group on the agenda."""
    return "" if is_any_item(event.id, ItemKind.GROUP) else _("The agenda has no groups.")
