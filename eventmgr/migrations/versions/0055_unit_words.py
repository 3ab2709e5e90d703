"""The word of a delegation about whoever registered for it, and whether an event asks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"


def _choice(name: str, *values: str, called: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Enum(*values, name=called, native_enum=False, length=32), nullable=False)


def upgrade() -> None:
    op.add_column("event", sa.Column("needs_unit_word", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "unit_word",
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        _choice("word", "recommended", "declined", called="word"),
        _choice("speaker", "liaison", "office", called="speaker"),
        sa.Column("said_by", sa.String(length=50), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_unit_word_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_unit_word")),
    )


def downgrade() -> None:
    op.drop_table("unit_word")
    op.drop_column("event", "needs_unit_word")
