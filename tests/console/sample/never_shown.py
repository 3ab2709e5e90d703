"""Numbers that no page of the sample shows, and where they are looked at instead."""

from __future__ import annotations

NEVER_SHOWN = {
    "case_average",
    "case_likeness",
    "checkin_absent",
    "checkin_expected",
    "checkin_here",
    "checkin_staff",
    "checkin_unprinted",
    "day_acts",
    "day_readers",
    "documents",
    "figures_invited",
    "former",
    "kept_answers",
    "likeness",
    "meeting_breaks",
    "meeting_moves",
    "meeting_moves_least",
    "meetings_open",
    "overdue_requests",
    "paused_mails",
    "profiles_waiting",
    "offered",
    "own_meetings",
    "provinces_shown",
    "quota_used",
    "recommended",
    "representatives_without_place",
    "requested",
    "surveys_unpublished",
    "visit_broken",
}
"""More provinces than the table names come only where nearly all do; `tests/output/figures` has such tables. Nobody of the sample asks
for a change that is decided; `tests/event/registration/test_requesting.py` has such people. No bulk e-mail of the sample is paused; `tests/office/mailings/emails/test_pages.py` has one. No event of the sample asks delegations for a
recommendation; `tests/event/delegations/test_words.py` does. None offers the places that become free; `tests/event/registration/test_offer_pages.py` has one. The
walk looks at one page of each kind, and that listing has no similar entry; `tests/matchmaking/listings/test_seen.py` has some, and
`tests/matchmaking/listings/test_office.py` a profile that awaits review. No timetable of the sample is published, so there is nothing to repair;
and nobody is missing on a side; `tests/matchmaking/meeting_day/test_pages.py` has proposals, `tests/matchmaking/timetables/test_who_comes.py` open sides. Every questionnaire of the sample is published; `tests/programme/surveys/test_pages.py` has a draft. The batches of the
sample fit its list; `tests/programme/study_visits/test_visits.py` has some that do not. No badge of the sample was printed; `tests/programme/checkin/test_printing.py` has some.
Tables of delegations are in `tests/output/figures`. The average of a submitted case is looked at in `tests/exchange/calls/test_deciding.py`."""
