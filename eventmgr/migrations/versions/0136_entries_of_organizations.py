"""Organizations enter themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0136"
down_revision = "0135"


def upgrade() -> None:
    op.create_table(
        "organization_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_code", sa.String(length=3), nullable=False),
        sa.Column(
            "size_class",
            sa.Enum("large", "medium", "small", "micro", name="sizeclass", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(length=50), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum("unconfirmed", "waiting", "accepted", "declined", name="entrystate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_entry_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_entry")),
    )
    with op.batch_alter_table("organization_entry") as batch:
        batch.create_index(op.f("ix_organization_entry_province_code"), ["province_code"])
        batch.create_index(op.f("ix_organization_entry_organization_id"), ["organization_id"])
        batch.create_index("ix_organization_entry_state_at", ["state", "confirmed_at", "id"])


def downgrade() -> None:
    op.drop_table("organization_entry")
