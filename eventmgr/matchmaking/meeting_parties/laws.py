"""The laws of parties."""

from __future__ import annotations

from eventmgr.matchmaking.meeting_parties import queries


def strangers() -> list[str]:
    """Who represents an organization by a registration is registered at the same event."""
    return [
        f"representative {seat}: registration {number} is of another event" for seat, number in queries.list_strangers()
    ]


def fixed_tables() -> list[str]:
    """At one table one organization sits always, at most, and the table is one of its event."""
    return [f"{slug}, table {number}: not of one organization alone" for slug, number in queries.list_shared_tables()]


LAWS = {"meeting_representatives": strangers, "meeting_fixed_tables": fixed_tables}
