"""Words of the day."""

from __future__ import annotations

from enum import Enum

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meetings.day.models import ActKind, MeetingOutcome, OfferState, RepairState, ScreenKind
from eventmgr.matchmaking.meetings.timetables.models import MissedBy

ACTS = {
    ActKind.LATE: _l("Late"),
    ActKind.AWAY: _l("Away for a while"),
    ActKind.LEFT: _l("Gone for good"),
    ActKind.ABSENT: _l("Did not come"),
    ActKind.TABLE_LOST: _l("Table out of use"),
    ActKind.WALK_IN: _l("Came without registration"),
    ActKind.REQUEST: _l("Request at the desk"),
    ActKind.REPAIR: _l("Repair applied"),
    ActKind.UNDO: _l("Undone"),
    ActKind.ARRIVED: _l("Arrived at the table"),
    ActKind.STARTED: _l("Meeting started"),
    ActKind.MISSED: _l("Meeting missed"),
    ActKind.HELD: _l("Meeting held"),
    ActKind.RESULT: _l("Result given"),
    ActKind.OFFER: _l("Free place accepted"),
}
OUTCOMES = {
    MeetingOutcome.NO_INTEREST: _l("No interest"),
    MeetingOutcome.AGAIN: _l("Talk again"),
    MeetingOutcome.INTENTION: _l("Intent to cooperate"),
    MeetingOutcome.AGREEMENT: _l("Agreement reached"),
}
MISSED = {
    MissedBy.ASKER: _l("The requesting side did not come"),
    MissedBy.ASKED: _l("The requested side did not come"),
    MissedBy.BOTH: _l("Neither side came"),
}
REPAIRS: dict[Enum, State] = {
    RepairState.PREVIEWED: State(_l("not applied"), "wait"),
    RepairState.APPLIED: State(_l("applied"), "ok"),
    RepairState.UNDONE: State(_l("undone"), "off"),
}
OFFERS: dict[Enum, State] = {
    OfferState.OFFERED: State(_l("offered"), "wait"),
    OfferState.TAKEN: State(_l("accepted by both"), "ok"),
    OfferState.DECLINED: State(_l("declined by one side"), "no"),
    OfferState.WITHDRAWN: State(_l("no longer offered"), "off"),
}
SCREENS = {ScreenKind.CALLS: _l("Call screen of a hall"), ScreenKind.HOST: _l("Phone of a table host")}
AMOUNT_KINDS = {
    "contract_value": _l("Contract value"),
    "planned_investment": _l("Planned total investment"),
    "foreign_province_funds": _l("Funds from other provinces"),
    "funds_in_place": _l("Funds in place"),
}
"""Kinds of amounts under the names that `outcomes` uses."""
CURRENCIES = {"CNY": _l("CNY"), "USD": _l("USD"), "EUR": _l("EUR"), "HKD": _l("HKD"), "JPY": _l("JPY")}
RATINGS = {"5": _l("very useful"), "4": _l("useful"), "3": _l("fair"), "2": _l("hardly useful"), "1": _l("not useful")}
