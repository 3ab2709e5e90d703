"""Guests: country or region and name in Latin letters; an event that invites delegations says whether it takes others.

Events that are there already and invite delegations go on without guests until their organizers open them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("registration", sa.Column("country_code", sa.String(2), nullable=False, server_default=""))
    op.add_column("registration", sa.Column("name_latin", sa.String(100), nullable=False, server_default=""))
    op.add_column("event", sa.Column("takes_guests", sa.Boolean(), nullable=False, server_default=sa.true()))
    event, invited = (
        sa.table("event", sa.column("id"), sa.column("takes_guests")),
        sa.table("invited_unit", sa.column("event_id")),
    )
    op.execute(sa.update(event).where(event.c.id.in_(sa.select(invited.c.event_id))).values(takes_guests=sa.false()))


def downgrade() -> None:
    op.drop_column("event", "takes_guests")
    op.drop_column("registration", "name_latin")
    op.drop_column("registration", "country_code")
