"""Imports of other things than registrations."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    with op.batch_alter_table("import_batch") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=32), server_default="registrations", nullable=False))
    with op.batch_alter_table("imported_row") as batch:
        batch.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_imported_row_item_id_agenda_item"), "agenda_item", ["item_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_index(op.f("ix_imported_row_item_id"), ["item_id"])


def downgrade() -> None:
    op.execute("DELETE FROM import_batch WHERE kind <> 'registrations'")
    with op.batch_alter_table("imported_row") as batch:
        batch.drop_constraint(op.f("fk_imported_row_item_id_agenda_item"), type_="foreignkey")
        batch.drop_index(op.f("ix_imported_row_item_id"))
        batch.drop_column("item_id")
    with op.batch_alter_table("import_batch") as batch:
        batch.drop_column("kind")
