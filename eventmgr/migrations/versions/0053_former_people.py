"""What people said whose place passed to somebody else during a legal hold; seals that a newer key vouches for."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    op.create_table(
        "former_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_former_person_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_former_person_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_person")),
    )
    op.create_index(op.f("ix_former_person_registration_id"), "former_person", ["registration_id"])
    op.create_index(op.f("ix_former_person_event_id"), "former_person", ["event_id"])
    op.add_column("trail_seal", sa.Column("carried", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("trail_seal", "carried")
    op.drop_table("former_person")
