"""Lists for recipients are of one hotel or of the rides of one vehicle, and say of whom room and rides stood in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0117"
down_revision = "0116"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("disclosure") as table:
        table.add_column(sa.Column("scope", sa.String(length=24), server_default="", nullable=False))
    with op.batch_alter_table("disclosed_person") as table:
        table.add_column(sa.Column("with_plan", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("disclosed_person") as table:
        table.drop_column("with_plan")
    with op.batch_alter_table("disclosure") as table:
        table.drop_column("scope")
