"""Assistants of a timetable that is changed for a trial: who helps whom depends on the order in which meetings came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventmgr.scheduling.rules.assistants import AssistantsKeeper
from eventmgr.scheduling.timetable import NOWHERE, Timetable


def snapshot(timetable: Timetable) -> list[Any]:
    """Who helps where, for `restore`."""
    return [keeper.state() for keeper in _keepers(timetable)]


def restore(timetable: Timetable, state: Sequence[Any]) -> None:
    """The assistants as they were; to be called when all meetings are back in the slots that they had."""
    for keeper, was in zip(_keepers(timetable), state, strict=True):
        keeper.restore(was)


def reinstate(timetable: Timetable, helpers: Mapping[int, Sequence[int]]) -> None:
    """Placed meetings get these assistants back, as far as they can still help."""
    for keeper in _keepers(timetable):
        keeper.reinstate({m: helpers[m] for m in sorted(helpers) if m in keeper.slot})


def helpers_of(timetable: Timetable, meeting: int) -> tuple[int, ...]:
    """The assistants of a placed meeting, interpreters before moderators."""
    return tuple(who for keeper in _keepers(timetable) for who in keeper.helpers(meeting))


def without_help(timetable: Timetable) -> list[int]:
    """Placed meetings, not past, that lack an assistant."""
    lacking = []
    for keeper in _keepers(timetable):
        for meeting, needs in keeper.rule.needs.items():
            here = timetable.slot[meeting]
            if here != NOWHERE and here >= keeper.rule.now and len(keeper.helpers(meeting)) < len(needs):
                lacking.append(meeting)
    return sorted(lacking)


def _keepers(timetable: Timetable) -> list[AssistantsKeeper]:
    return [keeper for keeper in timetable.keepers if isinstance(keeper, AssistantsKeeper)]
