"""A decision about several people remembers how many places the event had, where it changed that."""

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"


def upgrade() -> None:
    with op.batch_alter_table("bulk_decision") as batch:
        batch.add_column(sa.Column("capacity", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("bulk_decision") as batch:
        batch.drop_column("capacity")
