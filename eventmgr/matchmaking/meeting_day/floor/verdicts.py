"""What holds of a meeting after what its host, the organizers and both sides said. Pure: rows at hand in, values
out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingResult
from eventmgr.matchmaking.timetables.models import MeetingState, MissedBy

OWN = "party:"
"""Tellers of the two sides begin like this; all others speak for the organizers."""
ASKER, ASKED = "asker", "asked"
_HELD = "held"


@dataclass(frozen=True)
class Verdict:
    """State of a meeting, who missed it, and whether its two sides contradict each other while nobody has decided."""

    state: MeetingState
    missed_by: MissedBy | None = None
    is_disputed: bool = False


@dataclass(frozen=True)
class AtTable:
    """Which sides have arrived at the table."""

    asker: bool = False
    asked: bool = False


def verdict(sides: tuple[int, int], acts: Sequence[DayAct], results: Mapping[int, MeetingResult]) -> Verdict:
    """What holds.

    Args:
        sides: parties who asked and who was asked.
        acts: what still holds of what was said of the meeting, the earliest first.
        results: party → what it said came of it.

    The last word of the organizers (the host of the table is one of them) decides. Without one, a side that gives a
    result says that the meeting was held, and the last word of each side counts; where the two differ, nothing is
    settled.
    """
    office = [act for act in acts if not act.teller.startswith(OWN) and act.kind in (ActKind.HELD, ActKind.MISSED)]
    if office:
        return _settled(_word(office[-1]))
    words: dict[int, tuple[datetime, str]] = {party: (result.told_at, _HELD) for party, result in results.items()}
    for act in acts:
        if act.kind in (ActKind.HELD, ActKind.MISSED) and act.party_id is not None:
            before = words.get(act.party_id)
            if before is None or act.at >= before[0]:
                words[act.party_id] = (act.at, _word(act))
    outcomes = {word for party, (_at, word) in words.items() if party in sides}
    if not outcomes:
        return Verdict(MeetingState.PLACED)
    if len(outcomes) > 1:
        return Verdict(MeetingState.PLACED, is_disputed=True)
    return _settled(outcomes.pop())


def arrivals(acts: Sequence[DayAct]) -> AtTable:
    """Who is said to have arrived at the table."""
    there = {act.content.side for act in acts}
    return AtTable(ASKER in there, ASKED in there)


def contradict(first: MeetingResult | None, second: MeetingResult | None) -> bool:
    """Whether both sides gave a result and mean different things: another outcome, or another amount of the same
    kind."""
    if first is None or second is None:
        return False
    if first.outcome is not second.outcome:
        return True
    both = first.amount is not None and second.amount is not None and first.amount_kind == second.amount_kind
    return both and (first.amount, first.currency) != (second.amount, second.currency)


def _word(act: DayAct) -> str:
    missed_by = act.content.missed_by
    return missed_by.value if missed_by else _HELD


def _settled(word: str) -> Verdict:
    return Verdict(MeetingState.HELD) if word == _HELD else Verdict(MeetingState.MISSED, MissedBy(word))
