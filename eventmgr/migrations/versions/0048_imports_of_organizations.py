"""Imports into the whole site, and of organizations."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    with op.batch_alter_table("import_batch") as batch:
        batch.alter_column("event_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("imported_row") as batch:
        batch.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_imported_row_organization_id_organization"),
            "organization",
            ["organization_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(op.f("ix_imported_row_organization_id"), ["organization_id"])


def downgrade() -> None:
    op.execute("DELETE FROM imported_row WHERE batch_id IN (SELECT id FROM import_batch WHERE event_id IS NULL)")
    op.execute("DELETE FROM import_batch WHERE event_id IS NULL")
    with op.batch_alter_table("imported_row") as batch:
        batch.drop_constraint(op.f("fk_imported_row_organization_id_organization"), type_="foreignkey")
        batch.drop_index(op.f("ix_imported_row_organization_id"))
        batch.drop_column("organization_id")
    with op.batch_alter_table("import_batch") as batch:
        batch.alter_column("event_id", existing_type=sa.Integer(), nullable=False)
