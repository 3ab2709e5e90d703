"""The published instances beside the repository, what was published about them, and derived ones made at run time, never stored."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("EVENTMGR_B2B", Path(__file__).resolve().parents[3] / "shared" / "b2b"))
"""`EVENTMGR_B2B` names another place."""
CHECKER = FOLDER / "check.py"


@dataclass(frozen=True)
class Result:
    """What the paper gives for a spread limit of 2: fewest breaks, and seconds of its best method (MaxSAT, 3.1 GHz)."""

    breaks: int
    seconds: float


RESULTS = {
    "forum-13": Result(0, 2.5),
    "forum-13crafb": Result(6, 23.3),
    "forum-13crafc": Result(1, 2.3),
    "forum-14": Result(2, 5.1),
    "forumt-14": Result(5, 0.5),
    "forumt-14crafc": Result(5, 0.9),
    "forumt-14crafd": Result(4, 0.4),
    "forumt-14crafe": Result(5, 0.6),
    "tic-12": Result(0, 0.1),
    "tic-12crafc": Result(0, 0.3),
    "tic-13": Result(0, 0.4),
    "tic-13crafb": Result(0, 0.4),
    "tic-13crafc": Result(4, 5.8),
    "tic-14crafa": Result(0, 1.0),
    "tic-14crafc": Result(0, 0.8),
    "tic-14crafd": Result(0, 0.8),
    "ticf-13crafa": Result(0, 2.2),
    "ticf-13crafb": Result(3, 22.3),
    "ticf-13crafc": Result(1, 3.7),
    "ticf-14crafa": Result(0, 7.6),
}
"""Bofill et al., JAIR 12670."""

SHARES = (0.05, 0.10, 0.20)
SPREADS = (0, 1, 3, 4, None)


@dataclass(frozen=True)
class Derived:
    """An original made harder in one way."""

    original: str
    kind: str
    """absences, pins, precedences, spread."""
    amount: float | None
    data: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.original} {self.kind} {'none' if self.amount is None else format(self.amount, 'g')}"


def load(name: str) -> dict[str, Any]:
    """An original instance by its name in RESULTS."""
    text = (FOLDER / "instances" / f"{name}.original.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def derived(seed: int = 1) -> Iterator[Derived]:
    """Fourteen of each original: three shares each of further absences, pinned meetings and precedences, five spread limits."""
    for name in RESULTS:
        for share in SHARES:
            yield Derived(name, "absences", share, with_absences(load(name), share, seed))
            yield Derived(name, "pins", share, with_pins(load(name), share, seed))
            yield Derived(name, "precedences", share, with_precedences(load(name), share, seed))
        for limit in SPREADS:
            yield Derived(name, "spread", limit, load(name) | {"fairness": limit})


def with_absences(data: dict[str, Any], share: float, seed: int) -> dict[str, Any]:
    """So many of all free (participant, slot) pairs are lost, as far as each participant keeps a slot for each meeting."""
    dice = random.Random(f"{data['name']} absences {share} {seed}")
    slots = range(data["slots"])
    absent = [set(away) for away in data["absent"]]
    spare = [len(slots) - len(away) - degree for away, degree in zip(absent, _degrees(data), strict=True)]
    free = [(person, slot) for person, away in enumerate(absent) for slot in slots if slot not in away]
    dice.shuffle(free)
    wanted = round(share * len(free))
    for person, slot in free:
        if wanted and spare[person] > 0:
            absent[person].add(slot)
            spare[person] -= 1
            wanted -= 1
    return data | {"absent": [sorted(away) for away in absent]}


def with_pins(data: dict[str, Any], share: float, seed: int) -> dict[str, Any]:
    """So many meetings are pinned to a slot that both can come to; no two of one person to the same, none beyond the tables."""
    dice = random.Random(f"{data['name']} pins {share} {seed}")
    meetings = [dict(meeting) for meeting in data["meetings"]]
    taken: set[tuple[int, int]] = set()
    load = [0] * data["slots"]
    tables = data.get("slot_tables") or [data["tables"]] * data["slots"]
    for number in dice.sample(range(len(meetings)), round(share * len(meetings))):
        meeting = meetings[number]
        a, b = meeting["a"], meeting["b"]
        slots = [
            slot
            for slot in _slots(data, meeting)
            if (a, slot) not in taken and (b, slot) not in taken and load[slot] < tables[slot]
        ]
        if slots:
            slot = meeting["fixed"] = dice.choice(slots)
            taken |= {(a, slot), (b, slot)}
            load[slot] += 1
    return data | {"meetings": meetings}


def with_precedences(data: dict[str, Any], share: float, seed: int) -> dict[str, Any]:
    """So many meetings come after another one of the same person; in no circle, since both follow one random order."""
    dice = random.Random(f"{data['name']} precedences {share} {seed}")
    meetings = [dict(meeting) for meeting in data["meetings"]]
    rank = dice.sample(range(len(meetings)), len(meetings))
    for number in dice.sample(range(len(meetings)), round(share * len(meetings))):
        own = {meetings[number]["a"], meetings[number]["b"]}
        earlier = [
            other
            for other, meeting in enumerate(meetings)
            if rank[other] < rank[number]
            and own & {meeting["a"], meeting["b"]}
            and min(_slots(data, meeting), default=0) < max(_slots(data, meetings[number]), default=0)
        ]
        if earlier:
            meetings[number]["after"] = sorted({*meetings[number].get("after", ()), dice.choice(earlier)})
    return data | {"meetings": meetings}


def _degrees(data: dict[str, Any]) -> list[int]:
    degrees = [0] * data["participants"]
    for meeting in data["meetings"]:
        degrees[meeting["a"]] += 1
        degrees[meeting["b"]] += 1
    return degrees


def _slots(data: dict[str, Any], meeting: dict[str, Any]) -> list[int]:
    """Slots of the meeting's session in which both are there."""
    if "fixed" in meeting:
        return [meeting["fixed"]]
    first, end = {None: (0, data["slots"]), 1: (0, data["morning_slots"]), 2: (data["morning_slots"], data["slots"])}[
        meeting.get("session")
    ]
    away = {*data["absent"][meeting["a"]], *data["absent"][meeting["b"]]}
    return [slot for slot in range(first, end) if slot not in away]
