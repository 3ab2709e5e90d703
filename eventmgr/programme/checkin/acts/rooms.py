"""Who is inside which room now, by the lists of what takes place there. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.acts.merge import DoorAct, Merged, merge

DOORS = timedelta(minutes=30)
"""So long before it begins people are let in to what takes place next."""


class Phase(LabelledEnum):
    """How what takes place in a room stands to the present."""

    AHEAD = "ahead", _l("not begun"), Tone.WAIT
    NOW = "now", _l("under way"), Tone.OK
    OVER = "over", _l("over")


@dataclass(frozen=True)
class Gathering:
    """What takes place in a room and has lists: an agenda item.

    Args:
        room: what tells one room from another.
        capacity: of the room; None: not known.
        lists: number → kind of those that record who is there; who goes in by one door may go out by another.
    """

    item_id: int
    room: str
    title: Mapping[str, str]
    venue: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    lists: Mapping[int, ListKind]

    def phase(self, at: datetime) -> Phase:
        """How it stands to that instant."""
        if at < self.starts_at - DOORS:
            return Phase.AHEAD
        return Phase.NOW if at < self.ends_at else Phase.OVER


def shown_in_each(gatherings: Iterable[Gathering], at: datetime) -> list[Gathering]:
    """Of each room what takes place in it now: what people were let in to last, else what comes first."""
    of_room: dict[str, list[Gathering]] = defaultdict(list)
    for gathering in sorted(gatherings, key=lambda each: (each.starts_at, each.item_id)):
        of_room[gathering.room].append(gathering)
    shown = []
    for those in of_room.values():
        open_ones = [gathering for gathering in those if gathering.phase(at) is not Phase.AHEAD]
        shown.append(open_ones[-1] if open_ones else those[0])
    return shown


def inside(recorded: Sequence[DoorAct], gathering: Gathering, merged: Merged) -> dict[str, datetime]:
    """Who is inside (in minus out) → since when; all lists of the item are one.

    Args:
        merged: what all acts come to, which says it of an item with a single list.
    """
    number = min(gathering.lists)
    if len(gathering.lists) == 1:
        return _on_list(merged, number)
    acts = [
        replace(act, list_id=number)
        for act in recorded
        if act.list_id in gathering.lists or act.kind is CheckinKind.UNDO
    ]
    return _on_list(merge(acts, {number: gathering.lists[number]}), number)


def _on_list(merged: Merged, number: int) -> dict[str, datetime]:
    return {
        who: presence.since
        for (list_id, who), presence in merged.presences.items()
        if list_id == number and presence.is_in
    }
