"""What certificates say in a person's own copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventmgr.output.papers.certificates import queries


def held_of(registration_id: int) -> Sequence[Mapping[str, str | datetime]]:
    """The number, and when it was issued."""
    return [{"number": one.number, "issued_at": one.issued_at} for one in queries.list_certificates_of(registration_id)]
