"""Published listings of a kind are found by an index."""

from alembic import op

revision = "0138"
down_revision = "0137"


def upgrade() -> None:
    op.create_index("ix_listing_kind_published", "listing", ["kind", "state", "published_at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_listing_kind_published", table_name="listing")
