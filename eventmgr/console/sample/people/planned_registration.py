"""One registration of the sample, and what happened to it: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventmgr.console.sample.people.roster import Human
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Source


@dataclass
class Step:
    """An entry of the audit trail after the first."""

    action: str
    status: Status | None
    at: datetime
    reason: str = ""
    changes: dict[str, list[Any]] = field(default_factory=dict)
    by_person: bool = False


@dataclass
class PlannedRegistration:
    """A registration as the sample plans it: who, when, and the steps that it goes through."""

    slug: str
    human: Human
    created_at: datetime
    source: Source
    first: Status = Status.CONFIRMED
    steps: list[Step] = field(default_factory=list)
    name: str = ""
    mobile: str = ""
    organization: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    """What was typed, where it differs from what is kept."""
    answers: dict[str, Any] = field(default_factory=dict)
    group: int | None = None
    """Which of the event's discussion groups was chosen."""
    rank: int | None = None
    office_note: str = ""
    publishes_name: bool = False
    consent_withdrawn_at: datetime | None = None
    twin: PlannedRegistration | None = None
    """The earlier registration that may be the same person's."""

    @property
    def status(self) -> Status:
        """The state after the last step."""
        return next((step.status for step in reversed(self.steps) if step.status), self.first)

    def go(self, action: str, status: Status, at: datetime, *, reason: str = "", by_person: bool = False) -> None:
        """Append a step that brings it to another state."""
        before = self.status
        changes = {"status": [before.value, status.value]}
        self.steps.append(Step(action, status, at, reason, changes, by_person))
