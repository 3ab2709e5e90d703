"""E-mails of one act of an organizer, which can be taken back or collected; the organizers' own sentences in e-mails."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_OF_MAILING = sa.text("mailing_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("news", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
    )
    op.create_index("ix_mailing_event_id", "mailing", ["event_id", "state"])
    op.add_column("letter", sa.Column("mailing_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_letter_mailing_id",
        "letter",
        ["mailing_id", "state"],
        sqlite_where=_OF_MAILING,
        postgresql_where=_OF_MAILING,
    )
    op.add_column("event", sa.Column("own_words", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("event", "own_words")
    op.drop_index("ix_letter_mailing_id", table_name="letter")
    op.drop_column("letter", "mailing_id")
    op.drop_index("ix_mailing_event_id", table_name="mailing")
    op.drop_table("mailing")
