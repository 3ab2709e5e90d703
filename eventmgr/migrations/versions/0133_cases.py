"""Cases that stay between the events, their metrics and files."""

import sqlalchemy as sa
from alembic import op

revision = "0133"
down_revision = "0132"


def upgrade() -> None:
    op.create_table(
        "case_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("situation", sa.JSON(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("high_end", "transformation", "foundation", name="casetrack", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "cost_band",
            sa.Enum(
                "below_50",
                "below_200",
                "below_500",
                "below_2000",
                "below_10000",
                "above_10000",
                name="costband",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("in_use_since", sa.Date(), nullable=True),
        sa.Column("supplier", sa.JSON(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("stop_id", sa.Integer(), nullable=True),
        sa.Column("consent_by", sa.String(length=100), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "withdrawn", name="casestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("months IS NULL OR months > 0", name=op.f("ck_case_study_months_positive")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_study_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_item.id"], name=op.f("fk_case_study_session_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["stop_id"], ["agenda_item.id"], name=op.f("fk_case_study_stop_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_study")),
        sa.UniqueConstraint("slug", name=op.f("uq_case_study_slug")),
    )
    with op.batch_alter_table("case_study") as batch:
        batch.create_index(batch.f("ix_case_study_organization_id"), ["organization_id"])
        batch.create_index("ix_case_study_province_published", ["province_code", "published_at", "id"])
        batch.create_index(batch.f("ix_case_study_session_id"), ["session_id"])
        batch.create_index("ix_case_study_state_published", ["state", "published_at", "id"])
        batch.create_index(batch.f("ix_case_study_stop_id"), ["stop_id"])

    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_study.id"], name=op.f("fk_case_file_case_id_case_study"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("key", name=op.f("uq_case_file_key")),
    )
    with op.batch_alter_table("case_file") as batch:
        batch.create_index(batch.f("ix_case_file_case_id"), ["case_id"])

    op.create_table(
        "case_metric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("amount > 0", name=op.f("ck_case_metric_amount_positive")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_study.id"], name=op.f("fk_case_metric_case_id_case_study"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_metric")),
    )
    with op.batch_alter_table("case_metric") as batch:
        batch.create_index("ix_case_metric_case", ["case_id", "id"])
        batch.create_index("ix_case_metric_kind", ["kind", "unit", "direction", "amount", "case_id"])


def downgrade() -> None:
    for table in ("case_metric", "case_file", "case_study"):
        op.drop_table(table)
