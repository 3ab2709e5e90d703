"""A service belongs to a park."""

import sqlalchemy as sa
from alembic import op

revision = "0146"
down_revision = "0145"


def upgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.add_column(sa.Column("park_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_listing_park_id_listing"), "listing", ["park_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_index(op.f("ix_listing_park_id"), ["park_id"])


def downgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.drop_index(op.f("ix_listing_park_id"))
        batch.drop_constraint(op.f("fk_listing_park_id_listing"), type_="foreignkey")
        batch.drop_column("park_id")
