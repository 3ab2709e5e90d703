"""Links in letters are put in when they leave; those in letters that were sent before are taken out."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_LINK = re.compile(r"/my/[A-Za-z0-9_-]{36,}")
_CHUNK = 500
_LETTER = sa.table(
    "letter",
    sa.column("id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("text", sa.Text),
    sa.column("html", sa.Text),
    sa.column("attachments", sa.JSON),
)


def upgrade() -> None:
    op.add_column("letter", sa.Column("secrets", sa.Text(), nullable=True))
    bind = op.get_bind()
    for number, text, html, attachments in _sent(bind):
        values = {"text": _LINK.sub("/my/••••••", text), "html": _LINK.sub("/my/••••••", html)}
        if values["text"] != text or any("qr" in spec for spec in attachments):
            kept = [{**spec, "qr": "-"} if "qr" in spec else spec for spec in attachments]
            bind.execute(_LETTER.update().where(_LETTER.c.id == number).values(attachments=kept, **values))


def downgrade() -> None:
    op.drop_column("letter", "secrets")


def _sent(bind: sa.Connection) -> Iterator[Any]:
    """Letters that have left, by number, some at a time; those on their way keep their links until then."""
    last, row = 0, _LETTER.c
    while True:
        query = sa.select(row.id, row.text, row.html, row.attachments).where(row.state == "sent", row.id > last)
        found = bind.execute(query.order_by(row.id).limit(_CHUNK)).all()
        if not found:
            return
        yield from found
        last = found[-1].id
