"""Assistants of a timetable that is changed for a trial: who helps whom depends on the order in which meetings came
in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventmgr.engines.scheduling.rules.assistants import AssistantsState
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


def snapshot(timetable: Timetable) -> list[Any]:
    """How interpreters and moderators are assigned now, for `restore`."""
    return [constraint_state.state() for constraint_state in _keepers(timetable)]


def restore(timetable: Timetable, state: Sequence[Any]) -> None:
    """The assistants as they were; to be called when all meetings are back in the slots that they had."""
    for constraint_state, was in zip(_keepers(timetable), state, strict=True):
        constraint_state.restore(was)


def reinstate(timetable: Timetable, helpers: Mapping[int, Sequence[int]]) -> None:
    """Placed meetings get these assistants back, as far as they can still help."""
    for constraint_state in _keepers(timetable):
        constraint_state.reinstate({m: helpers[m] for m in sorted(helpers) if m in constraint_state.slot})


def helpers_of(timetable: Timetable, meeting: int) -> tuple[int, ...]:
    """The assistants of a placed meeting, interpreters before moderators."""
    return tuple(who for constraint_state in _keepers(timetable) for who in constraint_state.helpers(meeting))


def without_help(timetable: Timetable) -> list[int]:
    """Placed meetings, not past, that lack an assistant."""
    lacking = []
    for constraint_state in _keepers(timetable):
        for meeting, needs in constraint_state.rule.needs.items():
            here = timetable.slot[meeting]
            if (
                here != NOWHERE
                and here >= constraint_state.rule.now
                and len(constraint_state.helpers(meeting)) < len(needs)
            ):
                lacking.append(meeting)
    return sorted(lacking)


def _keepers(timetable: Timetable) -> list[AssistantsState]:
    return [
        constraint_state
        for constraint_state in timetable.constraint_states
        if isinstance(constraint_state, AssistantsState)
    ]
