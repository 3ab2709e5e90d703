"""Check-in: whose place somebody takes whom a device has told of."""

import sqlalchemy as sa
from alembic import op

revision = "0115"
down_revision = "0114"


def upgrade() -> None:
    with op.batch_alter_table("checkin_walk_in") as batch:
        batch.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_checkin_walk_in_replaces_id_registration"),
            "registration",
            ["replaces_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(batch.f("ix_checkin_walk_in_replaces_id"), ["replaces_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("checkin_walk_in") as batch:
        batch.drop_index(batch.f("ix_checkin_walk_in_replaces_id"))
        batch.drop_constraint(batch.f("fk_checkin_walk_in_replaces_id_registration"), type_="foreignkey")
        batch.drop_column("replaces_id")
