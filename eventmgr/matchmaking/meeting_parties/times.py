"""The table of slots in which a party cannot: what is ticked there, and what is fixed by somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.meeting_parties.availability import Availability, Cannot
from eventmgr.matchmaking.meeting_parties.forms import TimesForm
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty, PartyAbsence, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.slots import Slot, names_within, slot_name, slots_within

Column = tuple[str, str, Sequence[str], Mapping[str, str]]
"""(words, name of the field, ticked values, {value: why it is ticked and fixed})."""


def ticked_by(
    source: AbsenceSource,
    absences: Iterable[PartyAbsence],
    seats: Sequence[PartyRepresentative],
    slots: Sequence[Slot],
) -> dict[int | None, set[str]]:
    """Number of a representative, or None for the whole party → names of the slots that this source has ticked."""
    ticked: dict[int | None, set[str]] = {None: set(), **{seat.id: set() for seat in seats}}
    for one in absences:
        if one.source is source and one.representative_id in ticked:
            ticked[one.representative_id] |= names_within(slots, [(one.starts_at, one.ends_at)])
    return ticked


def times_columns(
    source: AbsenceSource,
    known: Availability,
    party: MeetingParty,
    seats: Sequence[PartyRepresentative],
    slots: Sequence[Slot],
    form: TimesForm,
) -> list[Column]:
    """The columns of the table that `source` fills in: the whole party, then each of its people where there are
    several."""
    if len(seats) == 1:
        spans = known.of_representative(party.id, seats[0].id)
        ticked = {*(form["absent_all"].data or ()), *(form[f"absent_{seats[0].id}"].data or ())}
        return [(seats[0].name, "absent_all", sorted(ticked), _fixed(source, spans, slots))]
    whole = _fixed(source, known.of_party(party.id), slots)
    columns: list[Column] = [(_("The whole organization"), "absent_all", form["absent_all"].data or (), whole)]
    for seat in seats:
        name = f"absent_{seat.id}"
        own = _fixed(source, known.of_representative(party.id, seat.id), slots)
        columns.append((seat.name, name, form[name].data or (), own))
    return columns


def touching(slots: Sequence[Slot], spans: Iterable[Cannot]) -> list[Cannot]:
    """Those spans that take up a slot, by time; all of them where there are no slots yet."""
    found = sorted(spans, key=lambda one: (one.starts_at, one.ends_at))
    return [one for one in found if not slots or slots_within(slots, one.starts_at, one.ends_at)]


def _fixed(source: AbsenceSource, spans: Iterable[Cannot], slots: Sequence[Slot]) -> dict[str, str]:
    """Name of a slot → why it is taken, as far as somebody else says so."""
    by_number = {slot.number: slot_name(slot) for slot in slots}
    fixed: dict[str, str] = {}
    for one in spans:
        if one.source is not source:
            words = localized(one.what) or str(one.source.label)
            for number in slots_within(slots, one.starts_at, one.ends_at):
                fixed.setdefault(by_number[number], words)
    return fixed
