"""A row of counted registrations. Pure."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status


class TallyRow(NamedTuple):
    """`n` registrations that share all of this; codes may be empty, and what was not asked for is.

    The tally knows the first six; the others are counted from the registrations themselves.
    """

    unit: str
    province: str
    sector: str
    status: Status
    n: int
    role: str = Role.DELEGATE
    country: str = ""
    """Country or region of those from abroad, who count for no province."""
    is_restricted: bool = False
    """Whether their data is only kept; public numbers leave them out."""
    event: str = ""
    """Number of the event."""
    size: str = ""
    """Of their organization."""
    topic: str = ""
    track: str = ""
    """Of the group that they chose; the number of the track."""
