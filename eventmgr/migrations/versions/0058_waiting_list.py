"""How a waiting list moves, and what of a place on it does not follow from when somebody asked."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0056"


def upgrade() -> None:
    op.create_table(
        "queue_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum("asked", "floor", "hand", name="waitingrule", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("offer_hours", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_queue_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_queue_plan")),
    )
    op.create_table(
        "queue_entry",
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_held_back", sa.Boolean(), nullable=False),
        sa.Column("lapsed", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_queue_entry_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_queue_entry")),
    )
    op.create_index(op.f("ix_queue_entry_expires_at"), "queue_entry", ["expires_at"])


def downgrade() -> None:
    """Nobody is offered a place any more: whoever was waits again."""
    op.execute("UPDATE registration SET status = 'waitlisted' WHERE status = 'offered'")
    key = "event_id, unit_code, province_code, sector_code, role, status"
    op.execute("DELETE FROM registration_tally")
    op.execute(
        f"INSERT INTO registration_tally ({key}, n) SELECT {key}, count(*) FROM registration GROUP BY {key}"  # noqa: S608 -- no value of anybody's
    )
    op.drop_table("queue_entry")
    op.drop_table("queue_plan")
