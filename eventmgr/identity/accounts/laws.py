"""The law of links and sessions."""

from __future__ import annotations

from eventmgr.identity.accounts import queries


def hashes() -> list[str]:
    """Only hashes of one-time tokens are kept."""
    return [f"{table} {number} holds something else" for table, number in queries.list_open_tokens()]


LAWS = {"hashes of tokens": hashes}
