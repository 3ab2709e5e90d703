"""When and where."""

from __future__ import annotations

from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.planning.access import READ
from eventmgr.meetings.timetables import jobs as _jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.meetings.timetables import letters, manage, receivers, trail, views
from eventmgr.meetings.timetables.labels import DRAFTS, MEETINGS
from eventmgr.meetings.timetables.models import Publication, TimetableDraft

FEATURE = Feature(
    "meetings.timetables",
    blueprints=(manage.bp, views.bp),
    connect=receivers.connect,
    menu=(
        MenuEntry(OFFICE, _l("Timetable"), "meetings_timetables.index", 50, permission=READ, covers=True),
        MenuEntry(PARTY, _l("Timetable"), "meetings_own_timetable.index", 50, covers=True),
    ),
    words=trail.WORDS,
    letters=letters.LETTERS,
    states={**DRAFTS, **MEETINGS},
    typed_tables=(Publication, TimetableDraft),
)
