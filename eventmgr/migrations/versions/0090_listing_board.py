"""Calendar numbers of listings, an index for the board of all events, and what sheets of listings have brought."""

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0083"


def upgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.add_column(sa.Column("calendar_version", sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_listing_state_published", "listing", ["state", "published_at", "id"], unique=False)
    with op.batch_alter_table("imported_row") as batch:
        batch.add_column(sa.Column("listing_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_imported_row_listing_id_listing"), "listing", ["listing_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index("ix_imported_row_listing_id", "imported_row", ["listing_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_imported_row_listing_id", "imported_row")
    with op.batch_alter_table("imported_row") as batch:
        batch.drop_constraint(op.f("fk_imported_row_listing_id_listing"), type_="foreignkey")
        batch.drop_column("listing_id")
    op.drop_index("ix_listing_state_published", "listing")
    with op.batch_alter_table("listing") as batch:
        batch.drop_column("calendar_changed_at")
        batch.drop_column("calendar_version")
