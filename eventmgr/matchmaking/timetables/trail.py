"""What the trail says of timetables."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.timetables.models import Publication, TimetableDraft

WORDS = (
    Words(
        TimetableDraft,
        _l("Draft of a timetable"),
        actions={
            "ordered": _l("ordered"),
            "stopped": _l("stopped"),
            "discarded": _l("discarded"),
            "copied": _l("copied"),
            "moved": _l("meeting moved"),
            "locked": _l("meetings locked"),
            "unlocked": _l("meetings unlocked"),
            "exchanged": _l("exchange made"),
            "undone": _l("last change undone"),
        },
        fields={
            "copied_from": _l("Copied from draft"),
            "request": _l("Meeting request"),
            "place": _l("Time and table"),
            "requests": _l("Meetings"),
        },
    ),
    Words(
        Publication,
        _l("Published timetable"),
        actions={"published": _l("published"), "returned": _l("earlier timetable published again")},
        fields={
            "stage": _l("Stage"),
            "changed": _l("Meetings that changed"),
            "draft": _l("Draft timetable"),
        },
    ),
)
