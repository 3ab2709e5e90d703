"""Fills an installation of the version in which it runs, and keeps both databases and what people see of them.

To make what `test_upgrade` begins with anew, or from a later version: check that version out elsewhere, copy this folder
into its `tests/`, and run there

    python -m tests.upgrading.make <revision>

It writes a folder of that name, the last revision of the schema of that version, into this folder; take it back to the
checkout in which you work. What was typed is in `filling`, where people looked in `looking`; the keys of the installation
are `filling.KEYS`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import time_machine

from eventmgr.app import create_app
from tests.databases import PostgresDatabase, PostgresServer, SqliteDatabase, TestDatabase
from tests.upgrading import keeping, looking
from tests.upgrading.filling import BEGIN, KEYS, LOOK, Day, fill

HERE = Path(__file__).resolve().parent


def main(version: str) -> None:
    """Both databases, one after the other."""
    target = HERE / version
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _make(SqliteDatabase(Path(folder)), Path(folder) / "sqlite", target)
        server = PostgresServer(Path(folder) / "server")
        try:
            _make(PostgresDatabase(server.address, "eventmgr_before"), Path(folder) / "postgresql", target)
        finally:
            server.stop()


def _make(database: TestDatabase, folder: Path, target: Path) -> None:
    engine = folder.name
    app = create_app({"SQLALCHEMY_DATABASE_URI": database.uri, "INSTANCE_PATH": str(folder), **KEYS})
    with time_machine.travel(BEGIN, tick=False) as clock:
        day = Day(app, clock)
        fill(day)
        empty = keeping.empty_tables(database.uri)
        assert empty == [], f"{engine}: tables without a row: {empty}"
        clock.move_to(LOOK)
        keeping.write(target / f"{engine}.sql.xz", keeping.dump(database.uri))
        keeping.write_json(target / f"{engine}.json.xz", looking.look_around(app, day))


if __name__ == "__main__":
    main(sys.argv[1])
