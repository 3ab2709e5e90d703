"""Answers about lodging, travel and diet are sealed; the trail no longer tells them."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0003"
down_revision = "0002"

_NAMES = ("lodging", "arrival", "departure", "diet", "diet_note")
_CHUNK = 1000
_PLACE = sa.table(
    "registration", sa.column("id", sa.Integer), sa.column("answers", sa.JSON), sa.column("sensitive", sa.Text)
)
_ENTRY = sa.table(
    "audit_entry", sa.column("id", sa.Integer), sa.column("object_type", sa.String), sa.column("changes", sa.JSON)
)


def upgrade() -> None:
    op.add_column("registration", sa.Column("sensitive", sa.Text(), nullable=True))
    bind = op.get_bind()
    for number, answers, _sealed in _rows(_PLACE, _PLACE.c.id > 0):
        sensitive = {name: answers[name] for name in _NAMES if name in answers}
        if sensitive:
            plain = {name: value for name, value in answers.items() if name not in _NAMES}
            values = {"answers": plain, "sensitive": _sealer().seal(sensitive)}
            bind.execute(_PLACE.update().where(_PLACE.c.id == number).values(values))
    for number, _kind, changes in _rows(_ENTRY, _ENTRY.c.object_type == "registration"):
        told = [f"answers.{name}" for name in _NAMES if f"answers.{name}" in changes]
        if told:
            masked = {field: ["…" if value else value for value in changes[field]] for field in told}
            bind.execute(_ENTRY.update().where(_ENTRY.c.id == number).values(changes=changes | masked))


def downgrade() -> None:
    bind = op.get_bind()
    for number, answers, sealed in _rows(_PLACE, _PLACE.c.sensitive.is_not(None)):
        opened = _sealer().unseal(sealed)
        if not opened:
            raise RuntimeError(f"the sensitive answers of registration {number} cannot be read: set the data key first")
        bind.execute(_PLACE.update().where(_PLACE.c.id == number).values(answers=answers | opened))
    op.drop_column("registration", "sensitive")


def _rows(table: Any, condition: Any) -> Iterator[Any]:
    """Every row that fulfils `condition`, by number, a thousand at a time."""
    last = 0
    while True:
        query = sa.select(table).where(condition, table.c.id > last).order_by(table.c.id).limit(_CHUNK)
        rows = op.get_bind().execute(query).all()
        yield from rows
        if not rows:
            return
        last = rows[-1].id


def _sealer() -> Any:
    """That of the application; `eventmgr db` hands it over, so that this file needs none of our code."""
    return context.config.attributes["sealer"]
