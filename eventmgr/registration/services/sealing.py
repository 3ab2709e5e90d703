"""Sealed answers when the data key changes."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.registration import queries, statements
from eventmgr.sealing import sealer

_AT_ONCE = 500


@dataclass(frozen=True)
class Resealed:
    """What one step has done; `last` is the number after which to go on, None at the end."""

    done: int
    lost: int
    last: int | None


COLUMNS = statements.SEALED_COLUMNS
"""Answers, and changes that are asked for."""


def reseal_some(after_id: int, column: str = "sensitive") -> Resealed:
    """Seal `column` of the next registrations after `after_id` with the first key; what no key opens stays."""
    rows = queries.list_sealed(column, after_id=after_id, limit=_AT_ONCE)
    renewed = [(number, text, sealer().renew(text)) for number, text in rows]
    kept = [(number, old, new) for number, old, new in renewed if new is not None]
    statements.replace_sealed(column, kept)
    return Resealed(len(kept), len(rows) - len(kept), rows[-1][0] if rows else None)
