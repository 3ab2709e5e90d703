"""Everything that is kept sealed, under a new data key: whichever columns the models of all rooms have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.console.upkeep import queries, statements
from eventmgr.console.upkeep.queries import SealedColumn
from eventmgr.ground.sealing import sealer

AT_ONCE, FILES_AT_ONCE = 500, 20
"""Rows that are sealed anew in one transaction; of columns that hold whole files."""


@dataclass(frozen=True)
class Resealed:
    """What one step has done.

    Attributes:
        done: rows that are under the present key since.
        lost: rows that no key opens; they stay as they are.
        last: the key of the row after which to go on; None at the end.
    """

    done: int
    lost: int
    last: int | None


def sealed_columns() -> Sequence[SealedColumn]:
    """Every column that is kept sealed, by table and name."""
    return queries.list_sealed_columns()


def reseal_some(column: SealedColumn, after: int) -> Resealed:
    """Seal the next rows after the key `after` with the present data key. What that key has sealed stays as it is, so
    that it may be broken off and begun again; what somebody changes meanwhile is under it anyway."""
    rows = queries.list_sealed(column, after=after, limit=FILES_AT_ONCE if column.is_bytes else AT_ONCE)
    older = [(key, sealed) for key, sealed in rows if not sealer().is_present(sealed)]
    renewed = [(key, sealed, sealer().renew(sealed)) for key, sealed in older]
    kept = [(key, sealed, new) for key, sealed, new in renewed if new is not None]
    statements.replace_sealed(column, kept)
    return Resealed(len(kept), len(older) - len(kept), rows[-1][0] if rows else None)
