"""The law of requests: who is restricted has asked for it."""

from __future__ import annotations

from eventmgr.office.data_requests import queries


def limits() -> list[str]:
    """Whoever is restricted, or has objected, has a request in force that says so, and the other way round."""
    return [f"registration {number}: {kind} differs from its requests" for number, kind in queries.list_untrue_limits()]


LAWS = {"data requests": limits}
