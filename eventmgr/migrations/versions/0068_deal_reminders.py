"""Who was asked how far deals are, and what was told."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"

_STAGES = ("intention", "agreement", "contract", "started", "in_production", "ended")


def _stage() -> sa.Enum:
    return sa.Enum(*_STAGES, name="stage", native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "deal_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deal_reminder_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_reminder")),
    )
    op.create_index(op.f("ix_deal_reminder_event_id"), "deal_reminder", ["event_id"])
    op.create_table(
        "deal_reminded",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_reminded_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["deal_reminder.id"],
            name=op.f("fk_deal_reminded_reminder_id_deal_reminder"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_reminded")),
        sa.UniqueConstraint("deal_id", "email", "months", name=op.f("uq_deal_reminded_deal_id_email_months")),
    )
    op.create_index(op.f("ix_deal_reminded_reminder_id"), "deal_reminded", ["reminder_id"])
    op.create_table(
        "deal_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        sa.Column("teller", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("still", "advanced", "ended", "funds", name="reportkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("stage", _stage(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("waiting", "taken", "declined", name="reportstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_report_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["deal_reminder.id"],
            name=op.f("fk_deal_report_reminder_id_deal_reminder"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_report")),
    )
    op.create_index("ix_deal_report_deal_id", "deal_report", ["deal_id", "id"])
    op.create_index(op.f("ix_deal_report_reminder_id"), "deal_report", ["reminder_id"])


def downgrade() -> None:
    op.drop_table("deal_report")
    op.drop_table("deal_reminded")
    op.drop_table("deal_reminder")
