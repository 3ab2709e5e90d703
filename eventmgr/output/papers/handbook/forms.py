"""What the handbook is made of, as typed."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.handbook.parts import MOST_BLANK, PARTS, USUAL, had_by, known, ordered
from eventmgr.tools.web.forms import BilingualText, Form, IntField

_PREFIX = "part_"


class HandbookForm(Form):
    """A place for each part, notes, and how many pages are left blank."""

    part_notes = IntField(PARTS["notes"], least=0, most=99)
    part_schedule = IntField(PARTS["schedule"], least=0, most=99)
    part_agenda = IntField(PARTS["agenda"], least=0, most=99)
    part_talks = IntField(PARTS["talks"], least=0, most=99)
    part_papers = IntField(PARTS["papers"], least=0, most=99)
    part_cases = IntField(PARTS["cases"], least=0, most=99)
    part_participants = IntField(PARTS["participants"], least=0, most=99)
    part_groups = IntField(PARTS["groups"], least=0, most=99)
    part_seats = IntField(PARTS["seats"], least=0, most=99)
    part_rooms = IntField(PARTS["rooms"], least=0, most=99)
    part_meals = IntField(PARTS["meals"], least=0, most=99)
    part_rides = IntField(PARTS["rides"], least=0, most=99)
    part_stops = IntField(PARTS["stops"], least=0, most=99)
    part_contacts = IntField(PARTS["contacts"], least=0, most=99)
    part_blank = IntField(PARTS["blank"], least=0, most=99)
    notes = BilingualText(
        _l("Notes for participants"),
        longest=5000,
        description=_l("What participants should note; one paragraph per line."),
    )
    blank_pages = IntField(_l("Number of pages for notes"), least=0, most=MOST_BLANK)

    def places(self, event: Event) -> list[Any]:
        """The fields of the parts that the event has, in their usual order."""
        return [self[_PREFIX + key] for key in had_by(event, PARTS)]

    def parts(self) -> list[str]:
        """The parts that were chosen, in order; one that was not asked for, since the event does not have it now, stays
        where it was."""
        fields = {key: self[_PREFIX + key] for key in PARTS}
        return ordered({key: field.data if field.raw_data else field.object_data for key, field in fields.items()})


def handbook_data(row: Handbook | None) -> dict[str, Any]:
    """What the form shows at first."""
    parts = known(row.parts) if row else list(USUAL)
    places = {_PREFIX + key: parts.index(key) + 1 if key in parts else 0 for key in PARTS}
    return places | {"notes": row.notes if row else {}, "blank_pages": row.blank_pages if row else 2}
