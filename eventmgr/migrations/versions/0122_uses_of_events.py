"""Which rooms an event of another kind than theirs uses: the menu beside its pages offers them without a statement."""

import sqlalchemy as sa
from alembic import op

revision = "0122"
down_revision = "0120"


def upgrade() -> None:
    op.add_column("event", sa.Column("uses", sa.JSON(), nullable=False, server_default="[]"))
    op.execute("UPDATE event SET uses = '[\"training\"]' WHERE id IN (SELECT event_id FROM training)")
    op.execute(
        "UPDATE event SET uses = '[\"study_visits\"]' WHERE id IN (SELECT event_id FROM agenda_item WHERE kind = 'visit')"
    )
    op.execute(
        'UPDATE event SET uses = \'["training", "study_visits"]\' WHERE id IN (SELECT event_id FROM training)'
        " AND id IN (SELECT event_id FROM agenda_item WHERE kind = 'visit')"
    )


def downgrade() -> None:
    op.drop_column("event", "uses")
