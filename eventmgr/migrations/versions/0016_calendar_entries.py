"""Calendar entries: a number and a digest for each channel, one organizer for ever, and a number for what a person alone sees."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_UNKNOWN = "before 0016"
"""Unlike every digest: what was shown until now was not compared, so it counts as changed."""

_LONG_AGO = sa.text("'1970-01-01 00:00:00'")
"""A column that may not be empty is only added with a default; each row gets its own at once."""


def upgrade() -> None:
    for table in ("event", "agenda_item"):
        op.add_column(table, sa.Column("calendar_digest", sa.String(32), nullable=False, server_default=""))
    op.add_column("event", sa.Column("mail_sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("event", sa.Column("mail_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("event", sa.Column("mail_digest", sa.String(32), nullable=False, server_default=""))
    op.add_column("event", sa.Column("organizer_address", sa.String(254), nullable=False, server_default=""))
    op.add_column("agenda_item", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("registration", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "registration",
        sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=False, server_default=_LONG_AGO),
    )
    op.execute("UPDATE registration SET calendar_changed_at = changed_at")
    op.execute("UPDATE agenda_item SET removed_at = calendar_changed_at WHERE is_cancelled")
    _start_above_what_was_sent()


def _start_above_what_was_sent() -> None:
    """Letters bore the number of the feeds; CANCEL and the next REQUEST come after it. Their organizer was the contact, if it
    had an address: programs take a cancellation only from who has invited."""
    op.execute(
        sa.text(
            "UPDATE event SET mail_sequence = sequence + 1, mail_changed_at = calendar_changed_at, sequence = sequence + 1,"
            " calendar_digest = :unknown, mail_digest = :unknown WHERE status <> 'draft'"
        ).bindparams(unknown=_UNKNOWN)
    )
    op.execute(
        sa.text(
            "UPDATE agenda_item SET sequence = sequence + 1, calendar_digest = :unknown"
            " WHERE event_id IN (SELECT id FROM event WHERE status <> 'draft')"
        ).bindparams(unknown=_UNKNOWN)
    )
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, contact FROM event WHERE status <> 'draft'")).all()
    for number, contact in rows:
        values = json.loads(contact) if isinstance(contact, str) else contact or {}
        connection.execute(
            sa.text("UPDATE event SET organizer_address = :address WHERE id = :number"),
            {"address": str(values.get("email", ""))[:254], "number": number},
        )


def downgrade() -> None:
    op.drop_column("registration", "calendar_changed_at")
    op.drop_column("registration", "sequence")
    op.drop_column("agenda_item", "removed_at")
    for name in ("organizer_address", "mail_digest", "mail_changed_at", "mail_sequence"):
        op.drop_column("event", name)
    for table_name in ("agenda_item", "event"):
        op.drop_column(table_name, "calendar_digest")
