"""What an event's form asks beyond the receipt's fixed fields, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from eventmgr.events.models import QuestionKind
from eventmgr.i18n import Bilingual


@dataclass(frozen=True)
class AskedQuestion:
    """One of the event's own questions; see `events.models.Question`."""

    key: str
    kind: QuestionKind
    label: Bilingual
    help: Bilingual
    options: list[Any]
    required: bool


@dataclass(frozen=True)
class Asked:
    """Receipt fields, units, questions and groups of one event."""

    fields: dict[str, str] = field(default_factory=dict)
    """Receipt field → `off`, `optional` or `required`; see `events/receipt.py`."""
    units: tuple[str, ...] = ()
    """Invited delegation units; none: every unit may come, and guests without one."""
    questions: tuple[AskedQuestion, ...] = ()
    groups: tuple[tuple[str, Bilingual], ...] = ()
    """(value, title) of the discussion groups."""
