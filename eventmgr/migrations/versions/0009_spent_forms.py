"""Forms that have made something, so that a second post answers with the first result."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "spent_form",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spent_form")),
    )
    op.create_index(op.f("ix_spent_form_spent_at"), "spent_form", ["spent_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_spent_form_spent_at"), "spent_form")
    op.drop_table("spent_form")
