"""Guaranteed minima and coverage, counted along: how many meetings are still owed, and to whom.

Every requirement has a need and a count; its deficit is what is missing of the need. Placing a meeting never makes a
deficit grow, so the deficit with every meeting placed is the least that any timetable can have.
"""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.engines.scheduling.instance import Coverage, Instance, Meeting

Label = str | int


@dataclass(frozen=True)
class Requirement:
    """`need` meetings (or different labels met) for one participant or group. `name`: `minimum`, or the coverage
    rule's."""

    name: str
    group: Label
    need: int
    distinct: bool = False


@dataclass(frozen=True)
class Unmet:
    """What a requirement still lacks: `have` of `requirement.need`."""

    requirement: Requirement
    have: int


class SoftConstraints:
    """The requirements of an instance, and which of them each meeting counts for."""

    def __init__(self, instance: Instance) -> None:
        self.requirements: list[Requirement] = []
        self.touched: list[tuple[tuple[int, Label], ...]] = [()] * len(instance.meetings)
        """meeting → (requirement, label met) pairs."""
        self._minima(instance)
        for coverage in instance.coverage:
            self._coverage(instance, coverage)

    def _minima(self, instance: Instance) -> None:
        number = {}
        for participant, asked in enumerate(instance.participants):
            if asked.minimum > 0:
                number[participant] = len(self.requirements)
                self.requirements.append(Requirement("minimum", participant, asked.minimum))
        for meeting, asked_meeting in enumerate(instance.meetings):
            for side in {asked_meeting.a, asked_meeting.b} & number.keys():
                self.touched[meeting] += ((number[side], ""),)

    def _coverage(self, instance: Instance, coverage: Coverage) -> None:
        number: dict[Label, int] = {}
        for group in sorted({label_of(instance, p, coverage.each) for p in range(len(instance.participants))}, key=str):
            if group != "":
                number[group] = len(self.requirements)
                self.requirements.append(Requirement(coverage.name, group, coverage.at_least, coverage.distinct))
        for meeting, asked in enumerate(instance.meetings):
            counted = sorted({(number[g], label) for g, label in crossings(instance, asked, coverage)}, key=str)
            self.touched[meeting] += tuple(counted)

    def tally(self) -> Tally:
        """A count with no meeting placed."""
        return Tally(self)


def label_of(instance: Instance, participant: int, kind: str) -> Label:
    """The participant's own number, or its company, province or region; "" where that is not known."""
    return participant if kind == "participant" else str(getattr(instance.participants[participant], kind))


def crossings(instance: Instance, meeting: Meeting, coverage: Coverage) -> list[tuple[Label, Label]]:
    """(group, label met) for each side of a meeting that counts for a coverage rule.

    Across a border, both labels must be known and differ. Without `across`, every meeting counts, and the label met is
    the partner. Without `distinct`, one meeting counts once for a group, also where both sides belong to it.
    """
    pairs: list[tuple[Label, Label]] = []
    for own, other in ((meeting.a, meeting.b), (meeting.b, meeting.a)):
        group = label_of(instance, own, coverage.each)
        here = label_of(instance, own, coverage.across or "participant")
        there = label_of(instance, other, coverage.across or "participant")
        if "" not in (group, here, there) and here != there:
            pairs.append((group, there if coverage.distinct else ""))
    return pairs


class Tally:
    """Counts of one timetable. `deficit` is the sum of what all requirements lack."""

    def __init__(self, soft_constraints: SoftConstraints) -> None:
        self.soft_constraints = soft_constraints
        self.have = [0] * len(soft_constraints.requirements)
        self.met: list[dict[Label, int]] = [{} for _ in soft_constraints.requirements]
        self.deficit = sum(requirement.need for requirement in soft_constraints.requirements)

    def place(self, meeting: int) -> None:
        """Counts a meeting that has been placed."""
        for number, label in self.soft_constraints.touched[meeting]:
            self._count(number, label, 1)

    def remove(self, meeting: int) -> None:
        """Counts a meeting out that has been removed."""
        for number, label in self.soft_constraints.touched[meeting]:
            self._count(number, label, -1)

    def _count(self, number: int, label: Label, step: int) -> None:
        requirement, met = self.soft_constraints.requirements[number], self.met[number]
        met[label] = met.get(label, 0) + step
        if requirement.distinct:
            changed = met[label] == (1 if step > 0 else 0)
        else:
            changed = True
        if changed:
            before = max(0, requirement.need - self.have[number])
            self.have[number] += step
            self.deficit += max(0, requirement.need - self.have[number]) - before

    def gain(self, meeting: int) -> int:
        """By how much the deficit falls when an unscheduled meeting is placed."""
        before = self.deficit
        self.place(meeting)
        fall = before - self.deficit
        self.remove(meeting)
        return fall

    def loss(self, meeting: int) -> int:
        """By how much the deficit grows when a placed meeting is removed."""
        before = self.deficit
        self.remove(meeting)
        rise = self.deficit - before
        self.place(meeting)
        return rise

    def unmet(self) -> list[Unmet]:
        """The requirements of coverage that the plan does not meet yet."""
        rows = zip(self.soft_constraints.requirements, self.have, strict=True)
        return [Unmet(requirement, have) for requirement, have in rows if have < requirement.need]
