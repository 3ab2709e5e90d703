"""People on a rostrum who are not registered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0119"
down_revision = "0118"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rostrum_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("organization", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.CheckConstraint('("row" IS NULL) = (number IS NULL)', name=op.f("ck_rostrum_guest_whole_place")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["seating_plan.id"], name=op.f("fk_rostrum_guest_plan_id_seating_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rostrum_guest")),
        sa.UniqueConstraint("plan_id", "row", "number", name=op.f("uq_rostrum_guest_plan_id_row_number")),
    )


def downgrade() -> None:
    op.drop_table("rostrum_guest")
