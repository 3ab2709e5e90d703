"""The law of large documents."""

from __future__ import annotations

from eventmgr.output.papers.orders import queries


def paper_orders() -> list[str]:
    """A large document that is finished waits for nobody: no wish is kept as being made."""
    return [f"large document {number}: finished, and still holds back the same wish" for number in queries.list_stuck()]


LAWS = {"paper_orders": paper_orders}
