"""What printings say in a person's own copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventmgr.ground.features import papers
from eventmgr.output.papers.kept import queries


def held_of(registration_id: int) -> Sequence[Mapping[str, str | datetime]]:
    """Which papers with their name were printed, and when."""
    known = papers()
    return [
        {"paper": str(known[paper].title) if paper in known else paper, "printed_at": at}
        for paper, at in queries.list_prints_of(registration_id)
    ]
