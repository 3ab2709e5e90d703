"""Halls, tables and the way between them."""

from __future__ import annotations

from eventmgr.ground.i18n import _, _l, localized
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingPlan
from eventmgr.matchmaking.meeting_plans.ranges import MOST, read_ranges
from eventmgr.tools.web.forms import (
    BilingualLine,
    Form,
    IntField,
    LineField,
    Required,
)


class NumbersForm(Form):
    """Adds tables by their numbers."""

    numbers = LineField(
        _l("Table numbers"), [Required()], longest=200, description=_l("For example 1-40, or 1-12, 15, 20-24.")
    )

    def read(self) -> list[int] | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        try:
            return read_ranges(self.numbers.data or "")
        except ValueError as error:
            sentence = _(
                "“%(part)s” is not a valid table number or range. Enter numbers from 1 to %(most)s, such as 1-40, 45.",
                part=str(error),
                most=MOST,
            )
            self.numbers.errors = [*self.numbers.errors, sentence]
            return None


class HallForm(NumbersForm):
    """A new hall with its tables."""

    name = BilingualLine(_l("Name of the hall"), [Required()], longest=60)


class HallNameForm(Form):
    """What a hall is called."""

    name = BilingualLine(_l("Name of the hall"), [Required()], longest=60)


class WalksForm(Form):
    """Minutes from hall to hall; a field for each pair."""

    def minutes(self, halls: list[MeetingHall]) -> dict[tuple[int, int], int]:
        """(hall, hall) → minutes to walk from one to the other."""
        return {(first.id, second.id): self[walk_name(first, second)].data or 0 for first, second in hall_pairs(halls)}


def walks_form(halls: list[MeetingHall], plan: MeetingPlan) -> WalksForm:
    """The form for these halls, with what is set."""
    fields = {
        walk_name(first, second): IntField(f"{localized(first.name)} — {localized(second.name)}", most=120)
        for first, second in hall_pairs(halls)
    }
    known = {f"walk_{first}_{second}": minutes for first, second, minutes in plan.walks}
    made: WalksForm = type("WalksOfHalls", (WalksForm,), fields)(data=known)
    return made


def hall_pairs(halls: list[MeetingHall]) -> list[tuple[MeetingHall, MeetingHall]]:
    """All pairs of halls, the one with the smaller number first."""
    ordered = sorted(halls, key=lambda hall: hall.id)
    return [(first, second) for at, first in enumerate(ordered) for second in ordered[at + 1 :]]


def walk_name(first: MeetingHall, second: MeetingHall) -> str:
    """The field of the way between two halls."""
    return f"walk_{first.id}_{second.id}"
