"""What a schedule comes to, counted anew: weight, breaks, spread, idle slots, table changes, promises not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from eventmgr.engines.scheduling.checking.attendance import meetings_of
from eventmgr.engines.scheduling.checking.schedule_index import Person, ScheduleIndex
from eventmgr.engines.scheduling.instance import Coverage, Participant


@dataclass(frozen=True)
class Unmet:
    """A promise that is not kept: a participant's minimum, or a coverage rule for one label."""

    rule: int | None
    """Number of the coverage rule; None: the participant's own minimum."""
    who: str
    """The participant's number, or the company, province or region."""
    wanted: int
    has: int


@dataclass(frozen=True)
class Figures:
    """Sums over everybody; the last four compare with the schedule before and are 0 without one."""

    meetings: int
    placed: int
    weight: int
    breaks: int
    most_breaks: int
    spread: int
    idle: int
    table_changes: int
    unmet: tuple[Unmet, ...]
    kept: int = 0
    moved: int = 0
    dropped: int = 0
    added: int = 0


def figures(index: ScheduleIndex) -> Figures:
    """All figures of a schedule."""
    breaks, idle, changes = [], 0, 0
    for person in index.everybody():
        own, empty, moves = _day(index, person)
        breaks.append(own)
        idle += empty
        changes += moves
    moved = Counter(_difference(index))
    return Figures(
        meetings=sum(not meeting.cancelled for meeting in index.instance.meetings),
        placed=len(index.held),
        weight=sum(index.instance.meetings[number].weight for number in index.held),
        breaks=sum(breaks),
        most_breaks=max(breaks, default=0),
        spread=max(breaks, default=0) - min(breaks, default=0),
        idle=idle,
        table_changes=changes,
        unmet=(*_minima(index), *_coverage(index)),
        **{name: moved[name] for name in ("kept", "moved", "dropped", "added")},
    )


def _day(index: ScheduleIndex, person: Person) -> tuple[int, int, int]:
    """Breaks, empty slots in them, and changes of table of one person."""
    breaks = idle = changes = 0
    held, day = index.held, index.of_person.get(person, {})
    before, table = None, None
    for after in sorted(day):
        if before is not None and after > before + 1 and index.same_stretch(before, after):
            breaks += 1
            idle += after - before - 1
        following = held[day[after]].table
        changes += table is not None and following is not None and table != following
        before, table = after, following
    return breaks, idle, changes


def _minima(index: ScheduleIndex) -> Iterator[Unmet]:
    counts = meetings_of(index)
    for number, participant in enumerate(index.instance.participants):
        if counts[number] < participant.minimum:
            yield Unmet(None, str(number), participant.minimum, counts[number])


def _coverage(index: ScheduleIndex) -> Iterator[Unmet]:
    for number, rule in enumerate(index.instance.coverage):
        met: dict[str, list[str]] = {
            label: []
            for side, participant in enumerate(index.instance.participants)
            if (label := _label(rule.each, side, participant))
        }
        for held in index.held:
            meeting = index.instance.meetings[held]
            counted = {
                *_seen(index, rule, meeting.a, meeting.b),
                *_seen(index, rule, meeting.b, meeting.a),
            }
            for who, label in counted if rule.distinct else {(who, "") for who, _label_met in counted}:
                met[who].append(label)
        for who, labels in met.items():
            has = len(set(labels)) if rule.distinct else len(labels)
            if has < rule.at_least:
                yield Unmet(number, who, rule.at_least, has)


def _seen(index: ScheduleIndex, rule: Coverage, own: int, other: int) -> Iterator[tuple[str, str]]:
    """(who it counts for, label met), if a meeting counts for the side `own`."""
    one, two = index.instance.participants[own], index.instance.participants[other]
    who = _label(rule.each, own, one)
    here, there = _label(rule.across, own, one), _label(rule.across, other, two)
    if who and (not rule.across or (here and there and here != there)):
        yield who, there


def _label(kind: str, number: int, participant: Participant) -> str:
    """The participant's number, company, province or region; empty where that is unknown."""
    if kind == "participant":
        return str(number)
    return str(getattr(participant, kind)) if kind else ""


def _difference(index: ScheduleIndex) -> Iterator[str]:
    """For each meeting that was or is held: kept, moved, dropped or added."""
    if index.base is None:
        return
    for number in {*index.base, *index.held}:
        was, present = index.base.get(number), index.held.get(number)
        if was is None:
            yield "added"
        elif present is None:
            yield "dropped"
        else:
            yield "kept" if was.slot == present.slot else "moved"
