"""How far a worker has come with an import, told while its one transaction lasts: of that nobody else sees a row before
it ends.

On PostgreSQL another connection writes the numbers into the row of the import; SQLite has one writer at a time, so
there they stand in a file beside the database. They say how many rows are done, not that they are kept: that is all or
nothing.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.files import make_private_file
from eventmgr.output.imports.models import ImportBatch

DONE, ALL = "done", "all"


@contextmanager
def of(batch: ImportBatch, rows: int) -> Iterator[Callable[[int], None]]:
    """Inside, the function that is given is called with the number of rows that have been done since its last call."""
    done, batch_id, counts = 0, batch.id, counts_of(batch)

    def advance(more: int) -> None:
        nonlocal done
        done += more
        _tell(batch_id, {**counts, DONE: done, ALL: rows})

    advance(0)
    try:
        yield advance
    finally:
        if is_sqlite():
            with contextlib.suppress(OSError):
                _file(batch_id).unlink(missing_ok=True)


def find(batch: ImportBatch) -> tuple[int, int] | None:
    """(rows done, rows in all) of an import that a worker is busy with; None: none has begun."""
    numbers = batch.numbers
    if is_sqlite():
        try:
            numbers = json.loads(_file(batch.id).read_text())
        except (OSError, ValueError):
            return None
    return (int(numbers[DONE]), int(numbers[ALL])) if DONE in numbers and numbers.get(ALL) else None


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """What the import has come to, without how far a worker was."""
    return {key: number for key, number in batch.numbers.items() if key not in (DONE, ALL)}


def _tell(batch_id: int, numbers: dict[str, int]) -> None:
    """An import does not fail because nobody could be told how far it is."""
    if is_sqlite():
        with contextlib.suppress(OSError):
            path = _file(batch_id)
            make_private_file(path)
            path.write_text(json.dumps(numbers))
        return
    with contextlib.suppress(SQLAlchemyError), db.engine.connect() as connection:
        autonomous = connection.execution_options(isolation_level="AUTOCOMMIT")
        autonomous.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(numbers=numbers))


def _file(batch_id: int) -> Path:
    database = str(db.engine.url.database)
    return Path(f"{database}.import-{batch_id}")
