"""What else holds for a question: bounds, unit, default, for whom it is, what for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventmgr.ground.i18n import Bilingual

MOST_PLACES = 3
"""Decimal places that a number may be asked with."""


@dataclass(frozen=True)
class Rules:
    """The rules of one question; what is empty does not bind."""

    least: str = ""
    """Smallest number, earliest day (ISO) or earliest time (`HH:MM`)."""
    most: str = ""
    """Largest number, latest day or latest time; both ends are allowed."""
    places: int = 0
    """Decimal places of a number; 0: whole numbers only."""
    unit: Bilingual = field(default_factory=dict)
    """The word behind a number."""
    default: str = ""
    """The answer that stands in a fresh form: as it is kept, several of a list with commas between."""
    roles: tuple[str, ...] = ()
    """The capacities in which somebody comes who is asked; none: everybody is."""
    office_only: bool = False
    """Asked by the organizers among themselves: never on the public form or a participant's own page."""
    condition: Mapping[str, Any] = field(default_factory=dict)
    """When it is asked, a tree as `conditions.holds` judges it; empty: always."""
    purpose: Bilingual = field(default_factory=dict)
    """What the answer is for, in the privacy notice."""
    keep_days: int = 0
    """Days after the event for which answers are kept; 0: as long as the registration."""
    accepts: tuple[str, ...] = ()
    """Kinds of files (`attached.ACCEPTS`) that are taken; none: all of them."""
    megabytes: int = 0
    """Largest file; 0: `attached.USUAL_MEGABYTES`."""
    needs_reason: bool = False
    """Whether organizers say what they need a file or a journey for before they get it; the journey is kept sealed."""
    direction: str = ""
    """Which end of a journey is asked: `""` arrival, or `departure`."""

    def is_for(self, role: str) -> bool:
        """Whether somebody who comes in the capacity `role` is asked."""
        return not self.roles or role in self.roles


NONE = Rules()


def read_rules(stored: Mapping[str, Any] | None) -> Rules:
    """Rules as JSON keeps them; what is not there does not bind."""
    if not stored:
        return NONE
    return Rules(**{**stored, **{name: tuple(stored.get(name, ())) for name in ("roles", "accepts")}})


def kept_rules(rules: Rules) -> dict[str, Any]:
    """Rules as JSON keeps them: only what binds."""
    values = {name: getattr(rules, name) for name in Rules.__dataclass_fields__}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def roles_in_words(roles: Iterable[str], labels: Mapping[str, str]) -> str:
    """The capacities in words, in the order of `labels`."""
    wanted = set(roles)
    return "、".join(word for role, word in labels.items() if role in wanted)
