"""Keeps anew what people see of an installation of before once it is upgraded by the version in which this runs.

Words of pages change with every release, and not by an upgrade: after such a change, run

    python -m tests.upgrading.look 0127

and read the difference that it prints, before it is committed: a name, a number or an address that is gone was lost by a
migration.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

import time_machine

from eventmgr.app import create_app
from tests.conftest import script
from tests.databases import PostgresDatabase, PostgresServer, SqliteDatabase, TestDatabase
from tests.upgrading import keeping
from tests.upgrading.filling import KEYS, LOOK
from tests.upgrading.looking import look_again

HERE = Path(__file__).resolve().parent


def main(version: str) -> None:
    """Both databases, one after the other, in the words as they stand in the catalogues."""
    script("catalogue").compile_all()
    with tempfile.TemporaryDirectory() as folder:
        _look(SqliteDatabase(Path(folder)), HERE / version, "sqlite", Path(folder))
        server = PostgresServer(Path(folder) / "server")
        try:
            _look(PostgresDatabase(server.address, "eventmgr_before"), HERE / version, "postgresql", Path(folder))
        finally:
            server.stop()


def _look(database: TestDatabase, kept: Path, engine: str, folder: Path) -> None:
    keeping.restore(database.uri, keeping.read(kept / f"{engine}.sql.xz"))
    before = keeping.read_json(kept / f"{engine}.json.xz")
    with time_machine.travel(LOOK, tick=False):
        app = create_app({"SQLALCHEMY_DATABASE_URI": database.uri, "INSTANCE_PATH": str(folder / engine), **KEYS})
        done = app.test_cli_runner().invoke(args=["db", "upgrade"])
        assert done.exit_code == 0, done.output
        looks = []
        for was, now in look_again(app, before):
            looks.append(now)
            print(*difflib.unified_diff(was["words"], now["words"], was["path"], now["path"], "", "", 0, ""), sep="\n")
    keeping.write_json(kept / f"{engine}.json.xz", {**before, "looks": looks})


if __name__ == "__main__":
    main(sys.argv[1])
