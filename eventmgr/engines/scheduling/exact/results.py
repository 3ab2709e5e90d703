"""What an exact search gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExactResult:
    """A timetable, if one is known, and what is proved. `slots` is empty without one."""

    slots: tuple[int, ...] = ()
    """meeting → slot, or NOWHERE."""
    ends: tuple[tuple[int, int], ...] = ()
    """meeting → people."""
    breaks: int | None = None
    """Breaks of `slots`."""
    bound: int = 0
    """Proved: no timetable that places every meeting (or the same weight) within the rules and the spread has fewer
    breaks."""
    proved: bool = False
    """`breaks` is proved fewest, or `infeasible` is proved."""
    infeasible: bool = False
    """Proved: no timetable places every meeting within the rules and the spread."""
    unsupported: str = ""
    """Why no search was made; empty when one was."""


@dataclass(frozen=True)
class WeightResult:
    """The most that can be placed: least deficit of minima and coverage, then most weight."""

    slots: tuple[int, ...] = ()
    ends: tuple[tuple[int, int], ...] = ()
    deficit: int = 0
    weight: int = 0
    weight_bound: int = 0
    """Proved: no timetable with the least deficit places more weight. Meaningful with `deficit_proved`."""
    deficit_proved: bool = False
    proved: bool = False
    """Deficit and weight are proved best."""
    unsupported: str = ""
