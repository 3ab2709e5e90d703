"""A schedule written down by meeting, by person and by table, as far as its numbers mean something."""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.instance import Instance, Participant
from eventmgr.engines.scheduling.schedule import Placed, Schedule

Person = tuple[int, int]
"""(participant, representative)."""


class ScheduleIndex:
    """What is held where. Rows that name no meeting or slot, and second rows of a meeting, are faults and left out."""

    def __init__(self, instance: Instance, schedule: Schedule, base: Schedule | None, frozen_before: int) -> None:
        self.instance = instance
        self.schedule = schedule
        self.base = None if base is None else {placed.meeting: placed for placed in base.placed}
        self.now = max(frozen_before, instance.now)
        self.homes = {
            participant.home_table: number
            for number, participant in enumerate(instance.participants)
            if participant.home_table is not None
        }
        """Home table → host."""
        self._presence: dict[Person, frozenset[int]] = {}
        self.faults: list[Fault] = []
        self.held: dict[int, Placed] = {}
        for placed in schedule.placed:
            if self._makes_sense(placed):
                self.held[placed.meeting] = placed
        self.of_person: dict[Person, dict[int, int]] = {}
        """Person → slot → meeting (the first one, where there are two)."""
        self.at_table: dict[tuple[int, int], int] = {}
        """(slot, table) → meeting (the first one)."""
        self.second: set[int] = set()
        """Meetings that come second, at their table or for one of their people."""
        for number, placed in self.held.items():
            slot, table = placed.slot, placed.table
            for person in self.persons(placed):
                day = self.of_person.get(person)
                if day is None:
                    day = self.of_person[person] = {}
                if day.setdefault(slot, number) != number:
                    self.second.add(number)
            if table is not None and self.at_table.setdefault((slot, table), number) != number:
                self.second.add(number)

    def _makes_sense(self, placed: Placed) -> bool:
        if not 0 <= placed.meeting < len(self.instance.meetings):
            self.faults.append(fault("unknown_meeting", meeting=placed.meeting))
        elif placed.meeting in self.held:
            self.faults.append(fault("placed_twice", meeting=placed.meeting))
        elif not 0 <= placed.slot < self.instance.slots:
            self.faults.append(fault("unknown_slot", meeting=placed.meeting, slot=placed.slot))
        else:
            return True
        return False

    def persons(self, placed: Placed) -> tuple[Person, Person]:
        """The two people who hold a placed meeting, each with their seat."""
        meeting = self.instance.meetings[placed.meeting]
        return (meeting.a, placed.seats[0]), (meeting.b, placed.seats[1])

    def participant(self, person: Person) -> Participant:
        """The participant of a person."""
        return self.instance.participants[person[0]]

    def is_past(self, placed: Placed) -> bool:
        """Whether this was held before today's changes, just as it stands: the rules of now do not bind it."""
        return self.base is not None and placed.slot < self.now and self.base.get(placed.meeting) == placed

    def present(self, person: Person, slot: int) -> bool:
        """Whether the participant and the representative are there."""
        return slot in self.presence(person)

    def presence(self, person: Person) -> frozenset[int]:
        """The slots in which the participant and the representative are there."""
        if person not in self._presence:
            participant, seat = self.participant(person), person[1]
            away = participant.absent
            if 0 <= seat < len(participant.seat_absent):
                away |= participant.seat_absent[seat]
            self._presence[person] = frozenset(range(self.instance.slots)) - away
        return self._presence[person]

    def everybody(self) -> Iterator[Person]:
        """All representatives of all participants."""
        for number, participant in enumerate(self.instance.participants):
            for seat in range(participant.seats):
                yield number, seat

    def unscheduled(self) -> list[int]:
        """Meetings that are wanted and not held."""
        return [
            number
            for number, meeting in enumerate(self.instance.meetings)
            if number not in self.held and not meeting.cancelled
        ]

    def same_stretch(self, earlier: int, later: int) -> bool:
        """Whether no day begins between two slots."""
        return not any(earlier < day <= later for day in self.instance.days)

    def hall_of(self, table: int | None) -> int | None:
        """The hall of a table; None where the instance has no halls or the table is open."""
        if table is None or not self.instance.halls:
            return None
        first = 0
        for number, hall in enumerate(self.instance.halls):
            first += hall.tables
            if table < first:
                return number
        return None

    def host_of(self, meeting: int) -> int | None:
        """The side that has a table of its own, to which the other one comes.

        Of two such sides it is `a`, unless the meeting names the table of `b`.
        """
        if not self.homes:
            return None
        wanted = self.instance.meetings[meeting]
        hosts = [side for side in (wanted.a, wanted.b) if self.instance.participants[side].home_table is not None]
        named = [host for host in hosts if self.instance.participants[host].home_table == wanted.table]
        return next(iter((*named, *hosts)), None)

    def home_of(self, meeting: int) -> int | None:
        """The table of the meeting's host; None without a host."""
        host = self.host_of(meeting)
        return None if host is None else self.instance.participants[host].home_table

    def is_available(self, table: int, slot: int) -> bool:
        """Whether a table is there and in use."""
        return 0 <= table < self.instance.slot_tables[slot] and (slot, table) not in self.instance.tables_lost
