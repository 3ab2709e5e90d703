"""When and where, and on paper."""

from __future__ import annotations

from eventmgr.event.events.panels import ASIDE, ODDITIES
from eventmgr.event.registration.notes import LOSSES
from eventmgr.ground.features import Feature, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_parties.panels import OWN_STEPS
from eventmgr.matchmaking.meeting_plans.panels import OFFICE_STEPS
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.meeting_requests.panels import PLACED
from eventmgr.matchmaking.timetables import jobs as _jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.matchmaking.timetables import laws, letters, manage, panels, receivers, trail, views
from eventmgr.matchmaking.timetables.models import Publication, TimetableDraft
from eventmgr.matchmaking.timetables.papers.printing import PAPERS

FEATURE = Feature(
    "timetables",
    switch=MEETINGS,
    blueprints=(manage.bp, views.bp),
    connect=receivers.connect,
    menu=panels.MENU,
    offers={
        OFFICE_STEPS: panels.office_steps,
        OWN_STEPS: panels.own_steps,
        ASIDE: panels.public_numbers,
        LOSSES: panels.lost_meetings,
        ODDITIES: panels.SPEAKERS,
        PLACED: panels.placed,
    },
    words=trail.WORDS,
    letters=letters.LETTERS,
    laws=laws.LAWS,
    papers=PAPERS,
    numbers={
        "draft_placed": Number(
            _l("Placed / accepted"),
            _l("Accepted requests that have a time and a table in the draft, out of all accepted ones."),
        ),
        "draft_breaks": Number(
            _l("Breaks of a draft"),
            _l("Slots in which somebody waits between two meetings of one block, in total."),
        ),
        "draft_across": Number(
            _l("Across regions in a draft"),
            _l("Share of meetings between two sides among those that have a place, in percent."),
        ),
        "draft_tables": Number(_l("Tables used"), _l("Tables at which a meeting of the draft is held.")),
        "draft_unmet": Number(
            _l("Requirements not met"),
            _l("Guaranteed meetings and coverage rules that the draft does not keep, counted for each organization."),
            "the list on the page of the draft",
        ),
        "draft_locked": Number(
            _l("Locked meetings"), _l("Meetings that drafts based on this one leave where they are.")
        ),
        "publication_given": Number(
            _l("Meetings added"), _l("Meetings that have no place in the published timetable, and would get one.")
        ),
        "publication_moved": Number(
            _l("Meetings that move"),
            _l("Published meetings that would be held at another time or table, or with other representatives."),
        ),
        "publication_cancelled": Number(
            _l("Meetings cancelled"), _l("Published meetings that have no place in the draft.")
        ),
    },
    typed_tables=(Publication, TimetableDraft),
)
