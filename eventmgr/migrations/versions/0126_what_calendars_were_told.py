"""What calendars were told is kept by entry and reader, and numbers follow from it."""

import sqlalchemy as sa
from alembic import op

revision = "0126"
down_revision = "0125"


def upgrade() -> None:
    op.create_table(
        "told_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("uid", sa.String(200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_entry")),
    )
    op.create_index("uq_told_entry_reader_language_uid", "told_entry", ["reader", "language", "uid"], unique=True)
    op.create_index("ix_told_entry_uid", "told_entry", ["uid"])
    op.create_table(
        "told_first_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_first_number")),
    )


def downgrade() -> None:
    op.drop_table("told_first_number")
    op.drop_table("told_entry")
