"""Under which words people of an event stand."""

from __future__ import annotations

from eventmgr.event.events.models import INVITES, Event
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _
from eventmgr.tools.taxonomy import get_unit


def invited_units(event: Event) -> list[str]:
    """The codes of the delegations that are invited, in their official order."""
    return sorted((unit.unit_code for unit in event.units), key=lambda code: get_unit(code).order)


def group_heading(event: Event, unit_code: str, lang: str, *, short: bool = False) -> str:
    """Under what somebody stands on a list: the delegation; of none guests where some are invited, else everybody
    alike."""
    if unit_code:
        return get_unit(unit_code).short(lang) if short else get_unit(unit_code).name(lang)
    return _("Guests") if is_on(INVITES, event) else _("Participants")
