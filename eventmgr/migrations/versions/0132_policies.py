"""Policies that stay between the events, and their files."""

import sqlalchemy as sa
from alembic import op

revision = "0132"
down_revision = "0131"


def upgrade() -> None:
    op.create_table(
        "policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column(
            "level",
            sa.Enum("national", "provincial", "city", "district", name="policylevel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("issuer", sa.JSON(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("repealed_on", sa.Date(), nullable=True),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column(
            "support",
            sa.Enum(
                "subsidy",
                "reward",
                "interest",
                "tax",
                "equity",
                "voucher",
                "land",
                "talent",
                "pilot",
                "other",
                name="supportkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.Column("window_from", sa.Date(), nullable=True),
        sa.Column("window_to", sa.Date(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("source_url", sa.String(length=300), nullable=False),
        sa.Column("contact", sa.JSON(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "withdrawn", name="policystate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("supersedes_id IS NULL OR supersedes_id <> id", name=op.f("ck_policy_supersedes_another")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= effective_on", name=op.f("ck_policy_validity_in_order")
        ),
        sa.CheckConstraint(
            "window_to IS NULL OR window_from IS NULL OR window_to >= window_from",
            name=op.f("ck_policy_window_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["policy.id"], name=op.f("fk_policy_supersedes_id_policy"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("uid", name=op.f("uq_policy_uid")),
    )
    with op.batch_alter_table("policy") as batch:
        batch.create_index("ix_policy_issued", ["issued_on", "id"])
        batch.create_index(
            "ix_policy_counted",
            [
                "state",
                "effective_on",
                "valid_until",
                "repealed_on",
                "level",
                "province_code",
                "support",
                "window_from",
                "window_to",
            ],
        )
        batch.create_index("ix_policy_updated", ["state", "updated_at", "id"])
        batch.create_index("ix_policy_province_window", ["province_code", "window_to", "id"])
        batch.create_index("ix_policy_province_issued", ["province_code", "issued_on", "id"])
        batch.create_index("ix_policy_state_issued", ["state", "issued_on", "id"])
        batch.create_index(batch.f("ix_policy_supersedes_id"), ["supersedes_id"])

    op.create_table(
        "policy_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_policy_file_policy_id_policy"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_file")),
        sa.UniqueConstraint("key", name=op.f("uq_policy_file_key")),
    )
    with op.batch_alter_table("policy_file") as batch:
        batch.create_index(batch.f("ix_policy_file_policy_id"), ["policy_id"])


def downgrade() -> None:
    op.drop_table("policy_file")
    op.drop_table("policy")
