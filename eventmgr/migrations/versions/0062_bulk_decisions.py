"""What organizers decide about several registrations at once is remembered for some days, so that it can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0060"


def upgrade() -> None:
    op.create_table(
        "bulk_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.String(length=60), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_bulk_decision_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_decision")),
    )
    op.create_index(op.f("ix_bulk_decision_event_id"), "bulk_decision", ["event_id"])


def downgrade() -> None:
    op.drop_table("bulk_decision")
