"""Where a meeting of a draft can go, answered at once: what judges a draft is kept until the draft or who judges changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eventmgr.engines.scheduling.explaining.allowed_cells import Judge
from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.ground.lru import Lru
from eventmgr.matchmaking.timetables.task.places import Numbering
from eventmgr.matchmaking.timetables.task.reckoning import Task

KEPT_SECONDS = 60.0
"""After so long rows are read again: absences and tables change without the draft. What is done is judged by what stands then."""


@dataclass(frozen=True)
class Bench:
    """A draft ready to be asked about: plain values, no rows."""

    numbering: Numbering
    judge: Judge
    names: dict[int, tuple[str, str]]
    """Party → the names of its organization, in Chinese and in English: a bench outlives the request."""
    tables: dict[int, int]
    """Number of a table in the scheduler → the number that stands on it."""
    made_at: float


_benches: Lru[tuple[str, int, int], Bench] = Lru(8)
"""By slug of the event too: SQLite gives the number of a deleted row to the next one."""


def bench_of(slug: str, draft_id: int, revision: int, now: float) -> Bench | None:
    """What is kept of that state of a draft, if it is fresh; `now`: of the monotonic clock."""
    found = _benches.get((slug, draft_id, revision))
    return found if found is not None and now - found.made_at < KEPT_SECONDS else None


def keep_bench(slug: str, draft_id: int, revision: int, bench: Bench) -> Bench:
    """Keep it for the next question."""
    return _benches.keep((slug, draft_id, revision), bench)


def make_bench(task: Task, schedule: Schedule, locked: frozenset[int], now: float) -> Bench:
    """A judge of that schedule; what is locked stays."""
    return Bench(
        task.numbering,
        judge_of(task, schedule, locked),
        {party.id: (party.organization.name, party.organization.name_en) for party in task.rows.parties},
        {number: table.number for number, table in enumerate(task.rows.tables)},
        now,
    )


def judge_of(task: Task, schedule: Schedule, locked: frozenset[int]) -> Judge:
    """The judge of the scheduler for moves by hand."""
    meetings = tuple(
        replace(meeting, locked=True) if request in locked else meeting
        for request, meeting in zip(task.numbering.requests, task.instance.meetings, strict=True)
    )
    return Judge(replace(task.instance, meetings=meetings), schedule)
