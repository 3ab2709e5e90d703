"""When and where, and on paper."""

from __future__ import annotations

from eventmgr.events.panels import ASIDE
from eventmgr.features import Feature
from eventmgr.meetings.papers.printing import PAPERS
from eventmgr.meetings.timetables import jobs as _jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.meetings.timetables import labels, letters, manage, panels, receivers, trail, views
from eventmgr.meetings.timetables.models import Publication, TimetableDraft

FEATURE = Feature(
    "meetings.timetables",
    blueprints=(manage.bp, views.bp),
    connect=receivers.connect,
    menu=panels.MENU,
    offers={ASIDE: panels.public_numbers},
    words=trail.WORDS,
    letters=letters.LETTERS,
    papers=PAPERS,
    states=labels.STATES,
    typed_tables=(Publication, TimetableDraft),
)
