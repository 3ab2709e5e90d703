"""The law of the agenda."""

from __future__ import annotations

from eventmgr.event.agenda import queries


def agenda() -> list[str]:
    """Agenda items lie inside their event."""
    return [f"{slug}: item {number} lies outside" for slug, number in queries.list_items_outside()]


LAWS = {"agenda": agenda}
