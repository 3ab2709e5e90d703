"""Blocks of time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _l, format_date, language
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock
from eventmgr.matchmaking.meeting_plans.services import Span as BlockSpan
from eventmgr.tools.web.fields.times import parse_instant
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    Form,
    InstantField,
    IntField,
    LineField,
    Required,
)


class TimesForm(Form):
    """How long slots and the gaps between them are."""

    slot_minutes = IntField(_l("Minutes of a slot"), [Required()], least=5, most=240)
    gap_minutes = IntField(_l("Minutes between slots"), [Required()], most=120, description=_l("To change tables."))


class BlocksForm(TimesForm):
    """Blocks of several days at once: two stretches of each day, with lunch between them."""

    days = CodeMultiSelect(_l("Days"), [Required()])
    starts = LineField(_l("Begins"), [Required()], longest=5, description=_l("For example 14:00."))
    ends = LineField(_l("Ends"), [Required()], longest=5)
    starts_again = LineField(
        _l("Second stretch, from"), longest=5, description=_l("After lunch. Leave empty: only one.")
    )
    ends_again = LineField(_l("Second stretch, until"), longest=5)

    def prepare(self, days: list[date]) -> None:
        """The days of the event."""
        spoken = language()
        self.days.offer([(day.isoformat(), format_date(day, spoken)) for day in days])

    def spans(self, zone: str) -> list[BlockSpan] | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        second = (self.starts_again, self.ends_again)
        if bool(self.starts_again.data) != bool(self.ends_again.data):
            missing = second[1] if self.starts_again.data else second[0]
            missing.errors = [*missing.errors, _("Enter both times, or leave both empty.")]
            return None
        pairs = [(self.starts, self.ends), *([second] if self.starts_again.data else [])]
        spans = []
        for day in self.days.data or ():
            for starts, ends in pairs:
                start, end = _instant(day, starts, zone), _instant(day, ends, zone)
                if start is None or end is None:
                    return None
                spans.append(BlockSpan(start, end, int(self.slot_minutes.data or 0), int(self.gap_minutes.data or 0)))
        return spans


def _instant(day: str, field: LineField, zone: str) -> datetime | None:
    typed = str(field.data).replace("\uff1a", ":")
    try:
        return parse_instant(f"{day}T{typed if len(typed) > 4 else '0' + typed}", zone)
    except ValueError:
        field.errors = [*field.errors, _("Enter a time of day, such as 14:00.")]
        return None


class BlockForm(TimesForm):
    """A block of time in which meetings are held."""

    starts = InstantField(_l("Begins"), [Required()])
    ends = InstantField(_l("Ends"), [Required()])

    def prepare(self, event: Event) -> None:
        """Read and show times on the event's clock."""
        self.starts.zone = self.ends.zone = event.timezone

    def span(self) -> BlockSpan:
        """The times of the block as typed."""
        assert self.starts.data is not None and self.ends.data is not None  # noqa: PT018 -- both are required
        return BlockSpan(
            self.starts.data, self.ends.data, int(self.slot_minutes.data or 0), int(self.gap_minutes.data or 0)
        )


def block_data(block: MeetingBlock) -> dict[str, Any]:
    """What the form of a block shows."""
    return {
        "starts": block.starts_at,
        "ends": block.ends_at,
        "slot_minutes": block.slot_minutes,
        "gap_minutes": block.gap_minutes,
    }
