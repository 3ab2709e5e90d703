"""Words for the kinds, states and roles of events."""

from __future__ import annotations

from eventmgr.event.events.models import EventKind
from eventmgr.ground.i18n import _l

KIND_HINTS = {
    EventKind.SEMINAR: _l("Reports, exchange between provinces, cases and parallel groups."),
    EventKind.SECTOR_SEMINAR: _l("One sector: state of the industry, cases, discussion."),
    EventKind.MATCHMAKING: _l("Supply meets demand: presentations in the morning, meetings in time slots."),
    EventKind.STUDY_VISIT: _l("A delegation visits companies and industrial parks, stop by stop."),
    EventKind.TRAINING: _l("Lessons, practice and an examination."),
    EventKind.EXPO: _l("Exhibition halls, opening, forums, visitor groups."),
}
