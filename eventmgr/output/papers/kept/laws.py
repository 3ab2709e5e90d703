"""The law of printings."""

from __future__ import annotations

from eventmgr.output.papers.kept import queries


def printings() -> list[str]:
    """A printing names people of its own event alone."""
    return [
        f"printing {print_id}: part about registration {number} of another event"
        for print_id, number in queries.list_foreign_parts()
    ]


LAWS = {"printings": printings}
