"""Sentences of a proposal: what happens to a meeting, why, and what is proved. In the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.ground.i18n import _, _l, language
from eventmgr.matchmaking.meeting_day.repair.proposing import DROPPED, MOVED, PLACED, SEATS, TABLE

KINDS = {
    MOVED: _l("Moved to another time"),
    TABLE: _l("Same time, another table"),
    SEATS: _l("Same time and table, different representative"),
    PLACED: _l("New"),
    DROPPED: _l("Cancelled: no place is left"),
}
"""What happens to a meeting, what weighs most first."""


def why(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """Why a row of a proposal is there; of what has no place any more also why none was found."""
    parts = [_cause(row, names), _reason(str(row.get("reason", "")))]
    return ("" if language() == "zh" else " ").join(part for part in parts if part)


def _cause(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    cause = row["why"]
    code = cause.get("code", "")
    if code == "away":
        away = _(", ").join(names.get(party, "–") for party in cause["parties"])
        return _("%(names)s: not there at that time.", names=away)
    if code == "table":
        return _("Its table is out of use.")
    if code == "room" and row["kind"] != DROPPED:
        return _("Makes room for a meeting that could not stay.")
    if row["kind"] == PLACED:
        return _("Both asked for it at the desk.")
    return ""


def _reason(code: str) -> str:
    return {
        "no_common_slot": _("The two no longer have a time in common."),
        "participant_full": _("Whenever both are there, one of them has another meeting."),
        "tables_full": _("Whenever both are free, all tables are taken."),
        "rule": _("Whenever both sides and a table are free, a rule of the event does not allow it."),
    }.get(code, "")


def proof(figures: Mapping[str, Any]) -> str:
    """What is proved of the number of other meetings that move."""
    moved, least = figures["others_moved"], figures["others_moved_at_least"]
    if figures["is_fewest"]:
        return _("fewest possible")
    return _("at least %(least)s of %(moved)s are necessary", least=least, moved=moved)
