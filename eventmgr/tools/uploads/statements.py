"""Files that go."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from eventmgr.ground.db import change_rows
from eventmgr.tools.uploads.models import KeyedFile


def delete_file(file: KeyedFile) -> None:
    """That file goes, from the list at hand too."""
    table: Any = type(file)
    change_rows(delete(table).where(table.key == file.key))
