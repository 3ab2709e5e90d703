"""Short messages, and the outbox of short texts."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    states = ("due", "sending", "sent", "failed", "unclear", "left_out")
    op.create_table(
        "channel_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.Enum(*states, name="sendstate", native_enum=False, length=32), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_message")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_channel_message_dedupe_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_channel_message_uid")),
    )
    op.create_index("ix_channel_message_about", "channel_message", ["about", "created_at"])
    op.create_index("ix_channel_message_batch", "channel_message", ["batch", "id"])
    op.create_index(op.f("ix_channel_message_due_at"), "channel_message", ["due_at"])
    op.create_table(
        "short_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("is_necessary", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("necessity", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_short_message_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_short_message")),
    )
    op.create_index("ix_short_message_event_id", "short_message", ["event_id", "id"])


def downgrade() -> None:
    op.drop_table("short_message")
    op.drop_table("channel_message")
