"""Deals: their sides, amounts, chain of stages and evidence, and what is set for those of an event."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0064"

_STAGES = ("intention", "agreement", "contract", "started", "in_production", "ended")


def _stage() -> sa.Enum:
    return sa.Enum(*_STAGES, name="stage", native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "deal_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.Column("confirms", sa.Boolean(), nullable=False),
        sa.Column("counted_types", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deal_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_deal_plan")),
    )
    op.create_table(
        "deal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("likeness_key", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "investment", "purchase", "r_and_d", "service", "other", name="dealtype", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("stage", _stage(), nullable=False),
        sa.Column("reached", _stage(), nullable=False),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("told_by_code", sa.String(length=6), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("stems_from_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_deal_amount_not_negative")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_deal_merged_into_another")),
        sa.CheckConstraint("stems_from_id <> id", name=op.f("ck_deal_stems_from_another")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_deal_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["deal.id"], name=op.f("fk_deal_merged_into_id_deal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["stems_from_id"], ["deal.id"], name=op.f("fk_deal_stems_from_id_deal"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
    )
    op.create_index("ix_deal_event_amount", "deal", ["event_id", "amount", "id"])
    op.create_index("ix_deal_event_id", "deal", ["event_id", "created_at", "id"])
    op.create_index(op.f("ix_deal_meeting_id"), "deal", ["meeting_id"])
    op.create_index(op.f("ix_deal_merged_into_id"), "deal", ["merged_into_id"])
    op.create_index(op.f("ix_deal_stems_from_id"), "deal", ["stems_from_id"])
    op.create_table(
        "deal_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Enum("a", "b", "other", name="partyrole", native_enum=False, length=32), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("likeness_key", sa.String(length=200), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("sector_code", sa.String(length=3), nullable=True),
        sa.Column("contact_name", sa.String(length=50), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("contact_mobile", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_deal_party_name_not_empty")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_party_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_deal_party_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_deal_party_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_party")),
        sa.UniqueConstraint("deal_id", "position", name=op.f("uq_deal_party_deal_id_position")),
    )
    op.create_index("ix_deal_party_contact_email", "deal_party", ["contact_email"])
    op.create_index("ix_deal_party_likeness_key", "deal_party", ["likeness_key"])
    op.create_index(op.f("ix_deal_party_organization_id"), "deal_party", ["organization_id"])
    op.create_index(op.f("ix_deal_party_registration_id"), "deal_party", ["registration_id"])
    op.create_table(
        "deal_amount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "planned_investment",
                "foreign_province_funds",
                "funds_in_place",
                "contract_value",
                name="amountkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("original", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("rate_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_deal_amount_amount_not_negative")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_amount_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_amount")),
        sa.UniqueConstraint("deal_id", "kind", name=op.f("uq_deal_amount_deal_id_kind")),
    )
    op.create_table(
        "deal_stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("from_stage", _stage(), nullable=True),
        sa.Column("to_stage", _stage(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "told_by", sa.Enum("office", "link", "meeting", name="toldby", native_enum=False, length=32), nullable=False
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_stage_change_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_stage_change")),
    )
    op.create_index(op.f("ix_deal_stage_change_deal_id"), "deal_stage_change", ["deal_id"])
    op.create_table(
        "deal_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("stage", _stage(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_evidence_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_evidence")),
    )
    op.create_index(op.f("ix_deal_evidence_deal_id"), "deal_evidence", ["deal_id"])


def downgrade() -> None:
    op.drop_table("deal_evidence")
    op.drop_table("deal_stage_change")
    op.drop_table("deal_amount")
    op.drop_table("deal_party")
    op.drop_table("deal")
    op.drop_table("deal_plan")
