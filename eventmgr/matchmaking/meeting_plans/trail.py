"""What the trail says of what is planned."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.columns import label_of, labels_of
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_plans.models import (
    MeetingAssistant,
    MeetingBlock,
    MeetingHall,
    MeetingPlan,
    PartyKind,
)

_LIMITS = {"maximum": label_of(MeetingPlan.maximum), "minimum": label_of(MeetingPlan.minimum)}
_DETAILS = {
    "name": _l("Name"),
    "mobile": _l("Mobile"),
    "languages": _l("Languages"),
    "moderates": _l("Moderates"),
    "most_in_a_row": _l("Most slots in a row"),
    "maximum": _l("Most slots in total"),
    "absences": _l("Not available"),
}


def say_limit(value: str) -> str:
    """A limit of a type in words: `company:maximum:6`."""
    kind, name, number = str(value).split(":")
    kinds = dict(PartyKind.choices())
    return f"{kinds.get(kind, kind)} · {_LIMITS.get(name, name)} {number}"


WORDS = (
    Words(
        Event,
        actions={"meetings_started": _l("meetings planned"), "meetings_set": _l("settings of meetings changed")},
        fields=labels_of(MeetingPlan),
        say={"limits": say_limit},
    ),
    Words(MeetingBlock, _l("Block of meetings")),
    Words(MeetingHall, _l("Hall of meetings"), fields={"name": _l("Name"), "tables": _l("Tables")}),
    Words(
        MeetingAssistant,
        _l("Interpreter or moderator"),
        fields={"details": _l("Details")},
        values={"details": _DETAILS},
    ),
)
