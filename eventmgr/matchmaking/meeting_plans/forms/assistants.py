"""Interpreters and moderators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import BooleanField

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant
from eventmgr.matchmaking.meeting_plans.services import Helper
from eventmgr.matchmaking.meeting_plans.slots import Slot, names_within, slot_name, spans_of_slots
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    Form,
    IntField,
    LineField,
    PersonNameField,
    Required,
)


class AssistantForm(Form):
    """An interpreter or moderator."""

    name = PersonNameField(_l("Name"), [Required()], longest=50)
    mobile = LineField(_l("Mobile"), longest=40)
    languages = CodeMultiSelect(_l("Interprets between Chinese and"), choices=tuple(LANGUAGES.items()))
    moderates = BooleanField(_l("Moderates"))
    most_in_a_row = IntField(
        _l("Most slots in a row"), least=1, most=50, description=_l("Then one slot is free. Leave empty: no limit.")
    )
    maximum = IntField(_l("Most slots in total"), least=1, most=300, description=_l("Leave empty: no limit."))
    absent = CodeMultiSelect(_l("Not available"))

    def prepare(self, slots: list[Slot]) -> None:
        """The slots of the event."""
        self.absent.offer([(slot_name(slot), slot_name(slot)) for slot in slots])

    def helper(self, slots: list[Slot]) -> Helper | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        try:
            mobile = normalize_mobile(self.mobile.data) if self.mobile.data else ""
        except Refusal as refusal:
            self.mobile.errors = [*self.mobile.errors, refusal.message]
            return None
        return Helper(
            self.name.data or "",
            mobile,
            tuple(self.languages.data or ()),
            bool(self.moderates.data),
            self.most_in_a_row.data,
            self.maximum.data,
            tuple(spans_of_slots(slots, set(self.absent.data or ()))),
        )


def assistant_data(assistant: MeetingAssistant, slots: list[Slot]) -> dict[str, Any]:
    """What the form of an assistant shows."""
    names = ("name", "mobile", "languages", "moderates", "most_in_a_row", "maximum")
    spans = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in assistant.absences]
    return {name: getattr(assistant, name) for name in names} | {"absent": sorted(names_within(slots, spans))}
