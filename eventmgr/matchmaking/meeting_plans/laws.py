"""The laws of what is planned."""

from __future__ import annotations

from eventmgr.matchmaking.meeting_plans import queries


def blocks() -> list[str]:
    """No two blocks of meetings of one event share time, so that each instant has one slot at most."""
    return [
        f"{slug}: blocks {first} and {second} share time" for slug, first, second in queries.list_overlapping_blocks()
    ]


LAWS = {"meeting_blocks": blocks}
