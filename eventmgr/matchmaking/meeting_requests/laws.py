"""The laws of requests."""

from __future__ import annotations

from eventmgr.matchmaking.meeting_requests import queries


def requests() -> list[str]:
    """Both sides of a request are parties of its event, in their order; only what was answered is accepted or
    declined."""
    return [f"meeting request {number}: {fault}" for number, fault in queries.list_faults()]


LAWS = {"meeting_requests": requests}
