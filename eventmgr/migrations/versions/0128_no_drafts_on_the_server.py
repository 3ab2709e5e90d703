"""What was typed into a registration form and not sent stays on the device alone."""

import sqlalchemy as sa
from alembic import op

revision = "0128"
down_revision = "0127"


def upgrade() -> None:
    op.drop_table("form_draft")


def downgrade() -> None:
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_form_draft_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_form_draft_key_hash")),
    )
    op.create_index(op.f("ix_form_draft_changed_at"), "form_draft", ["changed_at"], unique=False)
    op.create_index(op.f("ix_form_draft_event_id"), "form_draft", ["event_id"], unique=False)
