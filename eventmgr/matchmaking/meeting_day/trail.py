"""What the trail says of the day: acts, repairs, what was said of meetings, results without the private rating."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_day.labels import AMOUNT_KINDS
from eventmgr.matchmaking.meeting_day.models import (
    DayAct,
    MeetingOffer,
    MeetingRepair,
    MeetingResult,
    MeetingScreen,
)
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting

WORDS = (
    Words(
        DayAct,
        _l("Day of meetings"),
        actions={
            "late": _l("late"),
            "away": _l("away for a while"),
            "left": _l("has left"),
            "absent": _l("did not come"),
            "table_lost": _l("table out of use"),
            "walk_in": _l("came without registration"),
            "requested_at_desk": _l("request at the desk"),
            "undone": _l("undone"),
        },
        fields={"since": _l("Since"), "until": _l("Until"), "table": _l("Table")},
    ),
    Words(
        MeetingRepair,
        _l("Repair of the timetable"),
        actions={"repaired": _l("applied"), "repair_undone": _l("undone")},
        fields={"meetings": _l("Meetings changed")},
    ),
    Words(
        Meeting,
        _l("Meeting"),
        actions={"told": _l("feedback recorded")},
        fields={"state": _l("State"), "missed_by": _l("Side that did not come"), "started_at": _l("Started")},
    ),
    Words(MeetingRequest, actions={"contact_shown": _l("contact details shown to the other side")}),
    Words(
        MeetingResult,
        _l("Result of a meeting"),
        actions={"result_told": _l("given by one side")},
        fields={
            "outcome": _l("Result"),
            "amount": _l("Amount"),
            "currency": _l("Currency"),
            "amount_kind": _l("Kind of amount"),
            "next_step": _l("Next step"),
        },
        values={"amount_kind": AMOUNT_KINDS},
    ),
    Words(
        MeetingOffer,
        _l("Offer of a free place"),
        actions={
            "offered": _l("offered to both sides"),
            "offer_answered": _l("answered by one side"),
            "offer_withdrawn": _l("taken back"),
        },
    ),
    Words(
        MeetingScreen,
        _l("Screen or table host’s phone"),
        actions={"revoked": _l("link revoked")},
    ),
)
