"""What workers do for the directory."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.jobs.registry import handler
from eventmgr.identity.directory.likeness import organization_key, person_key
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.directory.statements import fill_likeness

_AT_A_TIME = 5000


@handler("directory.fill_likeness", every=timedelta(minutes=10))
def fill(_payload: dict[str, Any], _at: datetime) -> None:
    """Rows that an earlier version wrote get the keys by which similar names are found, some thousand at a time."""
    fill_likeness(Organization, organization_key, limit=_AT_A_TIME)
    fill_likeness(Person, person_key, limit=_AT_A_TIME)
