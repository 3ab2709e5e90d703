"""Texts of e-mails that people have written in place of the original."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("subject", sa.String(250), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letter_text"),
        sa.UniqueConstraint("event_id", "kind", "language", name="uq_letter_text_event_id_kind_language"),
    )
    op.add_column("event", sa.Column("text_version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("event", "text_version")
    op.drop_table("letter_text")
