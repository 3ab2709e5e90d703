"""Words for the kinds, states and roles of events."""

from __future__ import annotations

from eventmgr.event.events.models import INVITES, Event, EventKind
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _l
from eventmgr.tools.taxonomy import get_unit

KIND_HINTS = {
    EventKind.SEMINAR: _l("Reports, exchange between provinces, cases and parallel groups."),
    EventKind.SECTOR_SEMINAR: _l("One sector: state of the industry, cases, discussion."),
    EventKind.MATCHMAKING: _l("Supply meets demand: presentations in the morning, meetings in time slots."),
    EventKind.STUDY_VISIT: _l("A delegation visits companies and industrial parks, stop by stop."),
    EventKind.TRAINING: _l("Lessons, practice and an examination."),
    EventKind.EXPO: _l("Exhibition halls, opening, forums, visitor groups."),
}


def invited_units(event: Event) -> list[str]:
    """The codes of the delegations that are invited, in their official order."""
    return sorted((unit.unit_code for unit in event.units), key=lambda code: get_unit(code).order)


def group_heading(event: Event, unit_code: str, lang: str, *, short: bool = False) -> str:
    """Under what somebody stands on a list: the delegation; of none guests where some are invited, else everybody alike."""
    if unit_code:
        return get_unit(unit_code).short(lang) if short else get_unit(unit_code).name(lang)
    return _("Guests") if is_on(INVITES, event) else _("Participants")
