"""Words for the kinds, states and roles of events."""

from __future__ import annotations

from eventmgr.event.events.models import Approval, Cost, EventKind, EventStatus, HostRole, QuotaMode
from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l

KINDS = {
    EventKind.SEMINAR: _l("Seminar"),
    EventKind.SECTOR_SEMINAR: _l("Sector seminar"),
    EventKind.MATCHMAKING: _l("Matchmaking"),
    EventKind.STUDY_VISIT: _l("Study visit"),
    EventKind.TRAINING: _l("Training"),
    EventKind.EXPO: _l("Expo"),
}
KIND_HINTS = {
    EventKind.SEMINAR: _l("Reports, exchange between provinces, cases and parallel groups."),
    EventKind.SECTOR_SEMINAR: _l("One sector: state of the industry, cases, discussion."),
    EventKind.MATCHMAKING: _l("Supply meets demand: presentations in the morning, meetings in time slots."),
    EventKind.STUDY_VISIT: _l("A delegation visits companies and industrial parks, stop by stop."),
    EventKind.TRAINING: _l("Lessons, practice and an examination."),
    EventKind.EXPO: _l("Exhibition halls, opening, forums, visitor groups."),
}
STATUSES = {
    EventStatus.DRAFT: _l("Draft"),
    EventStatus.PUBLISHED: _l("Published"),
    EventStatus.POSTPONED: _l("Postponed"),
    EventStatus.FINISHED: _l("Finished"),
    EventStatus.ARCHIVED: _l("Archived"),
    EventStatus.CANCELLED: _l("Cancelled"),
}
STATES = {
    EventStatus.DRAFT: State(STATUSES[EventStatus.DRAFT], "wait"),
    EventStatus.PUBLISHED: State(STATUSES[EventStatus.PUBLISHED], "ok"),
    EventStatus.POSTPONED: State(STATUSES[EventStatus.POSTPONED], "wait"),
    EventStatus.FINISHED: State(STATUSES[EventStatus.FINISHED], "off"),
    EventStatus.ARCHIVED: State(STATUSES[EventStatus.ARCHIVED], "off"),
    EventStatus.CANCELLED: State(STATUSES[EventStatus.CANCELLED], "no"),
}
HOST_ROLES = {
    HostRole.HOST: _l("Hosted by"),
    HostRole.ORGANIZER: _l("Organized by"),
    HostRole.CO_ORGANIZER: _l("Co-organized by"),
    HostRole.SUPPORTER: _l("Supported by"),
}
QUOTA_MODES = {
    QuotaMode.WARN: _l("A guide: the organizers are warned before they exceed the quota"),
    QuotaMode.REFUSE: _l(
        "Binding: further registrations join the waiting list, and nobody can be confirmed over quota"
    ),
}
COSTS = {
    Cost.FREE: _l("Free of charge"),
    Cost.PAID: _l("A fee per person"),
}
APPROVALS = {
    Approval.AUTOMATIC: _l("Automatic while places last"),
    Approval.REVIEW: _l("After review"),
}
