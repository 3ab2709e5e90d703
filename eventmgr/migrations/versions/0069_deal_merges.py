"""Entries of one deal that became one, and deals that are known to be two."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"


def upgrade() -> None:
    op.create_table(
        "deal_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deal_merge_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["deal.id"], name=op.f("fk_deal_merge_kept_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["deal.id"], name=op.f("fk_deal_merge_merged_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_merge")),
    )
    op.create_index(op.f("ix_deal_merge_event_id"), "deal_merge", ["event_id"])
    op.create_index(op.f("ix_deal_merge_kept_id"), "deal_merge", ["kept_id"])
    op.create_index(op.f("ix_deal_merge_merged_id"), "deal_merge", ["merged_id"])
    op.create_table(
        "two_deals",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_two_deals_in_order")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_two_deals_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["first_id"], ["deal.id"], name=op.f("fk_two_deals_first_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["second_id"], ["deal.id"], name=op.f("fk_two_deals_second_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_two_deals")),
    )
    op.create_index(op.f("ix_two_deals_event_id"), "two_deals", ["event_id"])
    op.create_index(op.f("ix_two_deals_second_id"), "two_deals", ["second_id"])


def downgrade() -> None:
    op.drop_table("two_deals")
    op.drop_table("deal_merge")
