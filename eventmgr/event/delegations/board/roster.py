"""A unit's people as its liaison takes them along: heads and cells. Pure."""

from __future__ import annotations

from eventmgr.event.delegations.board.sheet import Column
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.event.registration.labels import STATUSES
from eventmgr.ground.i18n import _l


def roster_columns(types: Types) -> list[Column]:
    """Name, organization, position, role, state: no numbers and addresses, as the notice on personal information
    promises."""
    return [
        Column("name", LABELS["name"], lambda row: row.name),
        Column("organization", LABELS["organization"], lambda row: row.organization_name),
        Column("title", LABELS["title"], lambda row: row.title),
        Column(
            "role",
            LABELS["role"],
            lambda row: str(row.leadership.label) if row.leadership else types.name(row.role),
        ),
        Column("status", _l("State"), lambda row: str(STATUSES[row.status])),
    ]
