"""Whose desk something belongs to, in one word for all three: an event's, a province's, the office's. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskRequest
from eventmgr.identity.team.roles import TeamRole

ANSWER = "desk.answer"
ANSWERERS = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})
"""Who of an event's team answers: those who read contact details."""


@dataclass(frozen=True)
class Whose:
    """An event's desk, or a province's, or, with neither, the office's own."""

    province_code: str = ""
    event_id: int | None = None

    @property
    def mark(self) -> str:
        """What keys of its own categories begin with."""
        return f"event{self.event_id}" if self.event_id is not None else self.province_code or "office"


Own = Whose | None
"""Whose requests and answers somebody keeps; None: those of every province and of the office, and of no event."""


def whose_of(row: Desk | DeskRequest | DeskAnswer) -> Whose:
    """Whose desk, request or answer it is: a province's, an event's or the site's."""
    return Whose(row.province_code, row.event_id)
