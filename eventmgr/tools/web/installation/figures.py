"""The state of the installation as figures, and what of it needs no database."""

from __future__ import annotations

from eventmgr.ground.db import last_refusal
from eventmgr.ground.features import Figure
from eventmgr.tools.web.installation import disk, keys, schema


def _room() -> dict[str, int]:
    free = disk.free_bytes()
    return {} if free is None else {"": free}


FIGURES = (
    Figure(
        "schema_current", "Whether the tables are those of this release.", "", lambda: {"": int(schema.fault() is None)}
    ),
    Figure(
        "keys_known",
        "Whether the keys are those that the database was used with.",
        "",
        lambda: {"": int(not keys.faults())},
    ),
    Figure("disk_free_bytes", "Free space of the disk that holds a SQLite database.", "", _room),
    Figure(
        "last_write_refused",
        "Whether the database refused the last write of this process.",
        "",
        lambda: {"": int(last_refusal() is not None)},
    ),
)
