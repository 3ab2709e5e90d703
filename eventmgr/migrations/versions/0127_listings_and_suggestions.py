"""Whoever is registered for an event enters supply and demand of their organization there: a listing knows whose it is.
Suggestions are filled up to the share with the nearest, which are marked as less certain."""

import sqlalchemy as sa
from alembic import op

revision = "0127"
down_revision = "0126"


def upgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.add_column(sa.Column("registration_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_listing_registration_id_registration"),
            "registration",
            ["registration_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(batch.f("ix_listing_registration_id"), ["registration_id"], unique=False)
    op.add_column(
        "partner_suggestion", sa.Column("is_likely", sa.Boolean(), nullable=False, server_default=sa.text("true"))
    )


def downgrade() -> None:
    op.execute("DELETE FROM partner_suggestion WHERE NOT is_likely")
    op.drop_column("partner_suggestion", "is_likely")
    with op.batch_alter_table("listing") as batch:
        batch.drop_index(batch.f("ix_listing_registration_id"))
        batch.drop_constraint(batch.f("fk_listing_registration_id_registration"), type_="foreignkey")
        batch.drop_column("registration_id")
