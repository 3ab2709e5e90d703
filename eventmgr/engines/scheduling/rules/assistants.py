"""Interpreters and moderators: who can help which meeting, one meeting at a time, with rests."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence

from eventmgr.engines.scheduling.instance import Assistant, Instance, Meeting
from eventmgr.engines.scheduling.rules import ConstraintState, Rule

INTERPRETER, MODERATOR = "interpreter", "moderator"
MOST_ANEW, STEPS_ANEW = 300, 20_000
"""Helping everybody from scratch is tried for so many needs, with so many steps."""


def needs(meeting: Meeting) -> list[str]:
    """What help a meeting needs; an interpreter before a moderator, who is somebody else."""
    return [INTERPRETER] * bool(meeting.language) + [MODERATOR] * meeting.moderated


def can_help(assistant: Assistant, meeting: Meeting, need: str) -> bool:
    """Whether an assistant has the language, or moderates."""
    return meeting.language in assistant.languages if need == INTERPRETER else assistant.moderates


class Assistants(Rule):
    """Help for those needs that the same assistants may have to share: of one kind, or of both where somebody does
    both."""

    looks_at_slots = True

    def __init__(self, instance: Instance, kinds: Iterable[str]) -> None:
        kinds = tuple(kinds)
        self.name = kinds[0]
        self.assistants = instance.assistants
        self.needs: dict[int, list[str]] = {
            number: wanted
            for number, meeting in enumerate(instance.meetings)
            if not meeting.cancelled and (wanted := [need for need in needs(meeting) if need in kinds])
        }
        self.able: dict[tuple[int, str], list[int]] = {
            (number, need): [
                x for x, who in enumerate(self.assistants) if can_help(who, instance.meetings[number], need)
            ]
            for number, wanted in self.needs.items()
            for need in wanted
        }
        """(meeting, need) → assistants who can do it."""
        self.meetings = frozenset(self.needs)
        self.stretch = [bisect(instance.days, slot) for slot in range(instance.slots)]
        self.now = instance.now
        """What was done before this slot stays as it was."""

    def named(self, meeting: int) -> str:
        return self.needs[meeting][0] if meeting in self.needs else self.name

    def constraint_state(self, ends: Sequence[tuple[int, int]] | None = None) -> AssistantsState:
        return AssistantsState(self)


def assistant_rules(instance: Instance) -> list[Assistants]:
    """One rule per kind of help; one for both where an assistant is able to do both."""
    used = [kind for kind in (INTERPRETER, MODERATOR) if any(kind in needs(meeting) for meeting in instance.meetings)]
    both = any(who.moderates and who.languages for who in instance.assistants)
    if both and len(used) == 2:
        return [Assistants(instance, used)]
    return [Assistants(instance, [kind]) for kind in used]


Job = tuple[int, str]
"""One need of one meeting."""


class AssistantsState(ConstraintState):
    """Keeps who helps where. A new need may change who does what in its slot, and set one assistant free in another
    slot."""

    def __init__(self, rule: Assistants) -> None:
        self.rule = rule
        self.jobs: list[dict[int, Job]] = [{} for _ in rule.stretch]
        """slot → assistant → job."""
        self.work = [0] * len(rule.assistants)
        """assistant → mask of slots with a job."""
        self.slot: dict[int, int] = {}
        self.undo: list[tuple[int, int, Job | None]] = []

    def allows(self, meeting: int, slot: int) -> bool:
        possible = self._serve(meeting, slot)
        self._roll_back()
        return possible

    def helpers(self, meeting: int) -> tuple[int, ...]:
        """The assistants of a placed meeting, in the order of its needs."""
        jobs = {job: who for who, job in self.jobs[self.slot[meeting]].items()} if meeting in self.slot else {}
        return tuple(jobs[meeting, need] for need in self.rule.needs.get(meeting, ()) if (meeting, need) in jobs)

    def state(self) -> tuple[list[dict[int, Job]], list[int], dict[int, int]]:
        """Who helps where, to `restore` after trying something."""
        return [dict(jobs) for jobs in self.jobs], list(self.work), dict(self.slot)

    def restore(self, state: tuple[list[dict[int, Job]], list[int], dict[int, int]]) -> None:
        """Everything as it was when `state` was taken, with the same meetings in the same slots."""
        jobs, work, slot = state
        self.jobs, self.work, self.slot = [dict(row) for row in jobs], list(work), dict(slot)
        self.undo.clear()

    def reinstate(self, helpers: dict[int, Sequence[int]]) -> None:
        """Meetings that are placed get back the assistants of a known schedule, in any order; who cannot help any more
        does not."""
        for meeting in helpers:
            for who in [who for who, job in self.jobs[self.slot[meeting]].items() if job[0] == meeting]:
                self._set(self.slot[meeting], who, None)
        for meeting, known in helpers.items():
            slot = self.slot[meeting]
            for need in self.rule.needs[meeting]:
                for who in known:
                    away = slot >= self.rule.now and slot in self.rule.assistants[who].absent
                    if who in self.rule.able[meeting, need] and who not in self.jobs[slot] and not away:
                        self._set(slot, who, (meeting, need))
                        break
        self.undo.clear()

    def unserved(self) -> list[int]:
        """Placed meetings that lack help; none, as long as every meeting came in where `allows` said yes."""
        return [meeting for meeting in self.slot if len(self.helpers(meeting)) < len(self.rule.needs[meeting])]

    def blockers(self, meeting: int, slot: int) -> list[list[int]]:
        able = {who for need in self.rule.needs[meeting] for who in self.rule.able[meeting, need]}
        beside = {job[0] for who, job in self.jobs[slot].items() if who in able}
        if beside:
            return [[other] for other in sorted(beside)]
        here = [who for who in able if slot not in self.rule.assistants[who].absent]
        return [[other] for other in sorted({jobs[who][0] for jobs in self.jobs for who in here if who in jobs})]

    def place(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.meetings:
            self.slot[meeting] = slot
            if not self._serve(meeting, slot):
                self._roll_back()
                self._serve_anew()
            self.undo.clear()

    def remove(self, meeting: int, slot: int) -> None:
        if meeting in self.rule.meetings:
            for who in [who for who, job in self.jobs[slot].items() if job[0] == meeting]:
                self._set(slot, who, None)
            self.slot.pop(meeting, None)
            self.undo.clear()

    def _serve(self, meeting: int, slot: int) -> bool:
        """Finds help for all needs of a meeting, as a change that can be rolled back."""
        return all(self._match((meeting, need), slot, set(), 1) for need in self.rule.needs.get(meeting, ()))

    def _serve_anew(self) -> None:
        """Helps all placed meetings from scratch: they come in another order than the one in which their help was
        found."""
        mark = len(self.undo)
        for slot, jobs in enumerate(self.jobs):
            for who in list(jobs):
                self._set(slot, who, None)
        wanted = [(meeting, need) for meeting in self.slot for need in self.rule.needs[meeting]]
        wanted.sort(key=lambda job: (len(self.rule.able[job]), self.slot[job[0]], job))
        if len(wanted) > MOST_ANEW or not self._serve_all(wanted, [STEPS_ANEW]):
            self._roll_back(mark)

    def _serve_all(self, wanted: list[Job], steps: list[int]) -> bool:
        if not wanted:
            return True
        job, slot = wanted[0], self.slot[wanted[0][0]]
        for who in self.rule.able[job]:
            steps[0] -= 1
            if steps[0] <= 0:
                return False
            if slot in self.rule.assistants[who].absent or who in self.jobs[slot] or not self._may_work(who, slot):
                continue
            mark = len(self.undo)
            self._set(slot, who, job)
            if self._serve_all(wanted[1:], steps):
                return True
            self._roll_back(mark)
        return False

    def _match(self, job: Job, slot: int, seen: set[int], depth: int) -> bool:
        """An augmenting path: an assistant who is free, or whose job another one takes over."""
        able = [who for who in self.rule.able[job] if who not in seen and slot not in self.rule.assistants[who].absent]
        for who in able:
            if who not in self.jobs[slot] and self._may_work(who, slot):
                self._set(slot, who, job)
                return True
        for who in able:
            if who in self.jobs[slot]:
                seen.add(who)
                if self._match(self.jobs[slot][who], slot, seen, depth):
                    self._set(slot, who, job)
                    return True
        return depth > 0 and any(who not in self.jobs[slot] and self._relieve(who, job, slot) for who in able)

    def _relieve(self, who: int, job: Job, slot: int) -> bool:
        """Gives a job of `who` in some other slot to somebody else, if that lets `who` work in this one."""
        for other_slot, jobs in enumerate(self.jobs):
            if who in jobs and other_slot != slot and other_slot >= self.rule.now:
                mark = len(self.undo)
                other = jobs[who]
                self._set(other_slot, who, None)
                if self._may_work(who, slot) and self._match(other, other_slot, {who}, 0):
                    self._set(slot, who, job)
                    return True
                self._roll_back(mark)
        return False

    def _may_work(self, who: int, slot: int) -> bool:
        """Whether one more slot of work leaves the assistant within the maximum and with the rests."""
        assistant, work, stretch = self.rule.assistants[who], self.work[who], self.rule.stretch
        if assistant.maximum is not None and work.bit_count() >= assistant.maximum:
            return False
        if assistant.most_in_a_row is None:
            return True
        first = last = slot
        while first > 0 and work >> (first - 1) & 1 and stretch[first - 1] == stretch[slot]:
            first -= 1
        while last + 1 < len(stretch) and work >> (last + 1) & 1 and stretch[last + 1] == stretch[slot]:
            last += 1
        return last - first + 1 <= assistant.most_in_a_row

    def _set(self, slot: int, who: int, job: Job | None) -> None:
        self.undo.append((slot, who, self.jobs[slot].get(who)))
        self._write(slot, who, job)

    def _write(self, slot: int, who: int, job: Job | None) -> None:
        if job is None:
            self.jobs[slot].pop(who, None)
            self.work[who] &= ~(1 << slot)
        else:
            self.jobs[slot][who] = job
            self.work[who] |= 1 << slot

    def _roll_back(self, mark: int = 0) -> None:
        while len(self.undo) > mark:
            self._write(*self.undo.pop())
