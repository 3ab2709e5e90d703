"""Who came when: the acts of check-in by half hours of one day. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.programme.checkin.acts.kinds import ENTERS, CheckinKind
from eventmgr.programme.checkin.acts.merge import DoorAct, in_order, undone_of

STEP = timedelta(minutes=30)


@dataclass(frozen=True)
class Span:
    """Half an hour: who came for the first time that day, and how many were there at its end."""

    begins: datetime
    came: int
    here: int


@dataclass(frozen=True)
class Day:
    """A day from its first half hour with an act to its last, without gaps."""

    spans: tuple[Span, ...]
    came: int
    """How many people came at all."""


def counted(acts: Iterable[DoorAct], list_id: int, *, without: Collection[str] = ()) -> list[DoorAct]:
    """Acts of one list that count, in the order of time: what was taken back and what waits for a decision does not.

    Args:
        without: people who are not counted.
    """
    ordered = in_order(acts)
    undone = undone_of(ordered)
    return [
        act
        for act in ordered
        if act.list_id == list_id
        and act.kind in (*ENTERS, CheckinKind.OUT)
        and act.uncounted is None
        and act.key not in undone
        and act.who not in without
    ]


def days_of(acts: Sequence[DoorAct], timezone: str) -> list[date]:
    """Days of the event's clock on which something was recorded, the earliest first."""
    zone = ZoneInfo(timezone)
    return sorted({act.at.astimezone(zone).date() for act in acts})


def by_half_hours(acts: Sequence[DoorAct], day: date, timezone: str) -> Day:
    """One day; who was there from the day before and did not leave is still there.

    Args:
        acts: as `counted` gives them.
    """
    zone = ZoneInfo(timezone)
    midnight = datetime.combine(day, time(), zone)
    here: set[str] = set()
    came: set[str] = set()
    first: Counter[datetime] = Counter()
    standing: dict[datetime, int] = {}
    for act in acts:
        at = act.at.astimezone(zone)
        if at.date() > day:
            break
        enters = act.kind in ENTERS
        (here.add if enters else here.discard)(act.who)
        if at.date() < day:
            continue
        span = midnight + (at - midnight) // STEP * STEP
        if enters and act.who not in came:
            came.add(act.who)
            first[span] += 1
        standing[span] = len(here)
    return Day(tuple(_spans(first, standing)), len(came))


def _spans(first: Counter[datetime], standing: dict[datetime, int]) -> Iterable[Span]:
    if not standing:
        return
    at, last, before = min(standing), max(standing), 0
    while at <= last:
        before = standing.get(at, before)
        yield Span(at, first[at], before)
        at += STEP
