"""What organizers write of an event for its printed summary: how it was done, results, problems, next steps."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
PARTS = ("report_measures", "report_results", "report_problems", "report_next_steps")


def upgrade() -> None:
    for name in PARTS:
        op.add_column("event", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for name in reversed(PARTS):
        op.drop_column("event", name)
