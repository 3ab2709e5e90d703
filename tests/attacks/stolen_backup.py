"""Steps of the tests of stolen backup, which others take too."""

from __future__ import annotations

import re

from sqlalchemy import text

from eventmgr.ground.db import db


def stored() -> str:
    """Everything that stands in the database, read below the models; escapes of JSON are read too."""
    db.session.commit()
    values = [
        str(value)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(text(f"SELECT * FROM {table.name}"))
        for value in row
    ]
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), "\n".join(values))
