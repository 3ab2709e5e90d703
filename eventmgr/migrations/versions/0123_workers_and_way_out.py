"""When each worker was last at work, and how the way out of e-mails is doing: what operators and organizers are told."""

import sqlalchemy as sa
from alembic import op

revision = "0123"
down_revision = "0122"

_FAILED = sa.text("state = 'failed'")


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_worker"),
    )
    op.create_table(
        "way_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("failing_since", sa.DateTime(timezone=True)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.String(500), nullable=False, server_default=""),
        sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_way_out"),
    )
    op.create_index("ix_letter_failed", "letter", ["event_id"], sqlite_where=_FAILED, postgresql_where=_FAILED)


def downgrade() -> None:
    op.drop_index("ix_letter_failed", "letter")
    op.drop_table("way_out")
    op.drop_table("worker")
