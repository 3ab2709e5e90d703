"""The migrations of a release after this one, for tests that upgrade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from eventmgr.console.cli import schema as commands
from eventmgr.tools.web.installation import schema

HEAD = schema.newest()
NEXT = f"{int(HEAD) + 1:04}"

_MIGRATION = f'''"""One table more."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.create_table("made_up", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    op.drop_table("made_up")
'''


def release_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this code needs the revision `NEXT`; its migrations lie in `folder`."""
    migrations = shutil.copytree(commands.MIGRATIONS, folder / "migrations")
    (migrations / "versions" / f"{NEXT}_made_up.py").write_text(_MIGRATION)
    monkeypatch.setattr(commands, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "_VERSIONS", migrations / "versions")
    for name in ("known", "first", "newest"):  # each remembers what it read
        monkeypatch.setattr(schema, name, getattr(schema, name).__wrapped__)
