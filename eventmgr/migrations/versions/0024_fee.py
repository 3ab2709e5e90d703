"""For whom an event is and what it costs, as facts of their own; of events that are there already nothing is said."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("event", sa.Column("audience", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("event", sa.Column("fee", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("fee_currency", sa.String(3), nullable=False, server_default="CNY"))
    op.add_column("event", sa.Column("fee_note", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for name in ("fee_note", "fee_currency", "fee", "audience"):
        op.drop_column("event", name)
