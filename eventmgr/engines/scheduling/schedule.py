"""What the scheduler gives back: slots, tables, representatives, and what is proved about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

OPTIMAL, INFEASIBLE, FEASIBLE = "optimal", "infeasible", "feasible"
"""Proved best; proved that not everything fits within the rules and the spread; neither proved."""


@dataclass(frozen=True)
class Placed:
    """Where one meeting is held. `seats` are the representatives' numbers within their participants (0 in the plain
    form)."""

    meeting: int
    slot: int
    table: int | None = None
    seats: tuple[int, int] = (0, 0)
    assistants: tuple[int, ...] = ()


@dataclass(frozen=True)
class Unscheduled:
    """Why a meeting has no place; `reason` is one of REASONS."""

    meeting: int
    reason: str
    detail: dict[str, Any] = field(default_factory=dict)
    """Facts that prove the reason, in numbers: see reasons.py."""


REASONS = ("no_common_slot", "participant_full", "tables_full", "rule")


@dataclass(frozen=True)
class Schedule:
    """A checked schedule. `breaks`, `idle` and `table_changes` are sums over all people."""

    placed: tuple[Placed, ...]
    unscheduled: tuple[Unscheduled, ...] = ()
    status: str = FEASIBLE
    weight: int = 0
    breaks: int = 0
    bound: int = 0
    """No schedule with this much weight placed has fewer breaks."""
    spread: int = 0
    idle: int = 0
    table_changes: int = 0
    seconds: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)
    """Seed, moves made, what was cut short, unmet minima: everything a reader may want to know about the run."""
