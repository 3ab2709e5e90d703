"""Experts by field, with what they agreed to show."""

import sqlalchemy as sa
from alembic import op

revision = "0149"
down_revision = "0148"


def upgrade() -> None:
    op.create_table(
        "expert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("invited", "agreed", "declined", "withdrawn", name="expertstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column(
            "pinyin_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_expert_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
        sa.UniqueConstraint("email", name=op.f("uq_expert_email")),
    )
    with op.batch_alter_table("expert") as batch:
        batch.create_index("ix_expert_state_pinyin", ["state", "pinyin_key", "id"])
        batch.create_index("ix_expert_state_updated", ["state", "updated_at", "id"])
        batch.create_index(op.f("ix_expert_organization_id"), ["organization_id"])
        batch.create_index(op.f("ix_expert_province_code"), ["province_code"])


def downgrade() -> None:
    op.drop_table("expert")
