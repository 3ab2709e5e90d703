"""Deadlines of listings that calendars were told and that hold no longer."""

import sqlalchemy as sa
from alembic import op

revision = "0096"
down_revision = "0091"
_KINDS = (
    "product", "technology", "platform", "rnd", "investment", "fund", "subsidy", "park", "service", "training", "standard",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "gone_deadline",
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("supply", "demand", name="side", native_enum=False, length=32), nullable=False),
        sa.Column("kind", sa.Enum(*_KINDS, name="listingkind", native_enum=False, length=32), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("topic_id", sa.String(length=40), nullable=True),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("domestic_replacement", sa.Boolean(), nullable=False),
        sa.Column("free_of_charge", sa.Boolean(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_gone_deadline_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_gone_deadline")),
    )
    op.create_index("ix_gone_deadline_event_id", "gone_deadline", ["event_id"], unique=False)
    op.create_index("ix_gone_deadline_day", "gone_deadline", ["day"], unique=False)


def downgrade() -> None:
    op.drop_table("gone_deadline")
