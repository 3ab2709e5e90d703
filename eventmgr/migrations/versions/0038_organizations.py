"""Organizations have other names, an English one and a size; two become one, or are known to be two."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("organization", sa.Column("name_en", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("organization") as batch:
        batch.add_column(sa.Column("size_class", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("name_kind", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("stands_for_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_organization_stands_for_id_organization"),
            "organization",
            ["stands_for_id"],
            ["id"],
            ondelete="CASCADE",
        )
    op.create_index(op.f("ix_organization_stands_for_id"), "organization", ["stands_for_id"])
    op.create_index("ix_organization_credit_code", "organization", ["credit_code"])
    op.create_table(
        "two_organizations",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_two_organizations_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["organization.id"],
            name=op.f("fk_two_organizations_first_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["organization.id"],
            name=op.f("fk_two_organizations_second_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_two_organizations")),
    )
    op.create_index(op.f("ix_two_organizations_second_id"), "two_organizations", ["second_id"])
    op.create_table(
        "organization_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["organization.id"],
            name=op.f("fk_organization_merge_kept_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["organization.id"],
            name=op.f("fk_organization_merge_merged_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_merge")),
    )
    for name in ("kept_id", "merged_id"):
        op.create_index(op.f(f"ix_organization_merge_{name}"), "organization_merge", [name])


def downgrade() -> None:
    op.drop_table("organization_merge")
    op.drop_table("two_organizations")
    op.drop_index("ix_organization_credit_code", table_name="organization")
    op.drop_index(op.f("ix_organization_stands_for_id"), table_name="organization")
    with op.batch_alter_table("organization") as batch:
        batch.drop_constraint(op.f("fk_organization_stands_for_id_organization"), type_="foreignkey")
        for name in ("stands_for_id", "name_kind", "size_class"):
            batch.drop_column(name)
    op.drop_column("organization", "name_en")
