"""What requests are held against."""

from __future__ import annotations

from eventmgr.exchange.desk import queries


def closings() -> list[str]:
    """Whatever is answered or withdrawn says when, and nothing else does."""
    return [f"request {number} of the desk: its state and its end differ" for number in queries.list_wrong_closings()]


LAWS = {"requests to the desk": closings}
