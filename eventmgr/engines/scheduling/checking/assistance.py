"""Interpreters and moderators: there where they are needed, one meeting at a time, with rest."""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.schedule import Placed


def assistance(index: ScheduleIndex) -> Iterator[Fault]:
    """Faults in how interpreters and moderators are assigned."""
    for placed in index.held.values():
        meeting = index.instance.meetings[placed.meeting]
        if placed.assistants or meeting.language or meeting.moderated:
            yield from _needs(index, placed)
    work = work_of(index)
    for number, slots in sorted(work.items()):
        yield from _person(index, number, slots)
        yield from _strain(index, number, sorted(slots))


def _needs(index: ScheduleIndex, placed: Placed) -> Iterator[Fault]:
    """A meeting has an interpreter, a moderator, or one of each: nobody does both at once."""
    meeting, everyone = index.instance.meetings[placed.meeting], index.instance.assistants
    present = [number for number in dict.fromkeys(placed.assistants) if 0 <= number < len(everyone)]
    for number in placed.assistants:
        if not 0 <= number < len(everyone):
            yield fault("unknown_assistant", meeting=placed.meeting, assistant=number)
    speaking = [number for number in present if meeting.language and meeting.language in everyone[number].languages]
    leading = [number for number in present if meeting.moderated and everyone[number].moderates]
    if meeting.language and not speaking:
        yield fault("no_interpreter", meeting=placed.meeting, language=meeting.language)
    if meeting.moderated and (not leading or (speaking and len({*speaking, *leading}) < 2)):
        yield fault("no_moderator", meeting=placed.meeting)
    for number in present:
        if number not in speaking and number not in leading:
            yield fault("assistant_idle", meeting=placed.meeting, assistant=number)


def work_of(index: ScheduleIndex) -> dict[int, dict[int, list[int]]]:
    """Assistant → slot → meetings."""
    work: dict[int, dict[int, list[int]]] = {}
    for placed in index.held.values():
        for number in dict.fromkeys(placed.assistants) if placed.assistants else ():
            if 0 <= number < len(index.instance.assistants):
                work.setdefault(number, {}).setdefault(placed.slot, []).append(placed.meeting)
    return work


def _person(index: ScheduleIndex, number: int, slots: dict[int, list[int]]) -> Iterator[Fault]:
    for slot, (first, *others) in slots.items():
        if slot in index.instance.assistants[number].absent and not index.is_past(index.held[first]):
            yield fault("assistant_absent", assistant=number, slot=slot, meeting=first)
        for other in others:
            yield fault("assistant_twice", assistant=number, slot=slot, other=first, meeting=other)


def _strain(index: ScheduleIndex, number: int, slots: list[int]) -> Iterator[Fault]:
    assistant = index.instance.assistants[number]
    if assistant.maximum is not None and len(slots) > assistant.maximum:
        yield fault("assistant_exhausted", assistant=number, has=len(slots), maximum=assistant.maximum)
    if assistant.most_in_a_row is not None:
        for first, length in stints(index, slots):
            if length > assistant.most_in_a_row:
                yield fault(
                    "assistant_without_rest",
                    assistant=number,
                    slot=first,
                    has=length,
                    most=assistant.most_in_a_row,
                )


def stints(index: ScheduleIndex, slots: list[int]) -> list[tuple[int, int]]:
    """(first slot, length) of each run of rising `slots`; a night ends one."""
    runs: list[tuple[int, int]] = []
    for slot in slots:
        if runs and sum(runs[-1]) == slot and index.same_stretch(slot - 1, slot):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((slot, 1))
    return runs
