"""Metrics of deals: the same columns as those of cases."""

import sqlalchemy as sa
from alembic import op

revision = "0145"
down_revision = "0144"


def upgrade() -> None:
    op.create_table(
        "deal_metric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "efficiency",
                "cost",
                "defects",
                "energy",
                "delivery",
                "value_added",
                "other",
                name="metrickind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("direction", sa.Enum("up", "down", name="direction", native_enum=False, length=32), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "percent",
                "points",
                "times",
                "cny10k",
                "days",
                "hours",
                "kwh",
                "tce",
                "tonnes",
                "pieces",
                "other",
                name="metricunit",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_name", sa.JSON(), nullable=False),
        sa.Column("or_more", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("baseline", sa.JSON(), nullable=False),
        sa.Column("period", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column(
            "vouched_by",
            sa.Enum("own", "customer", "auditor", "authority", name="voucher", native_enum=False, length=32),
            nullable=False,
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_deal_metric_amount_positive")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_metric_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_metric")),
    )
    with op.batch_alter_table("deal_metric") as batch:
        batch.create_index("ix_deal_metric_deal", ["deal_id", "id"])


def downgrade() -> None:
    op.drop_table("deal_metric")
