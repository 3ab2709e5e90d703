"""What an event can do without is switched on and off; what stands there already has everything that it could show."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0129"
down_revision = "0128"

EVERYWHERE = [
    "delegations",
    "invitations",
    "checkin",
    "bulkmail",
    "disclosures",
    "groups",
    "hospitality",
    "listings",
    "meetings",
    "deals",
    "robots",
    "seating",
    "surveys",
    "texting",
]
OF_ITS_OWN = {"study_visits": ("STUDY_VISIT", "study_visits"), "training": ("TRAINING", "training")}


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("features", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("set_aside", sa.JSON(), nullable=False, server_default="{}"))
    event = sa.table("event", *map(sa.column, ("id", "kind", "uses")), sa.column("features", sa.JSON()))
    connection = op.get_bind()
    for number, kind, uses in connection.execute(sa.select(event.c.id, event.c.kind, event.c.uses)).all():
        used = json.loads(uses) if isinstance(uses, str) else uses or []
        more = [name for name, (own, use) in OF_ITS_OWN.items() if kind.upper() == own or use in used]
        connection.execute(event.update().where(event.c.id == number).values(features=EVERYWHERE + more))
    with op.batch_alter_table("event") as batch:
        batch.drop_column("uses")


def downgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("uses", sa.JSON(), nullable=False, server_default="[]"))
    event = sa.table("event", sa.column("id"), sa.column("uses", sa.JSON()), sa.column("features", sa.JSON()))
    connection = op.get_bind()
    for number, features in connection.execute(sa.select(event.c.id, event.c.features)).all():
        uses = [name for name in OF_ITS_OWN if name in features]
        connection.execute(event.update().where(event.c.id == number).values(uses=uses))
    with op.batch_alter_table("event") as batch:
        batch.drop_column("set_aside")
        batch.drop_column("features")
