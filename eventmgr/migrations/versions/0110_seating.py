"""Plans of rostrums, halls and meals, and who sits where."""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0109"


def upgrade() -> None:
    op.create_table(
        "seating_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("rostrum", "hall", "meal", name="plankind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("venue", sa.JSON(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("left_first", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_seating_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_seating_plan_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_plan")),
    )
    op.create_index("ix_seating_plan_event_id", "seating_plan", ["event_id"], unique=False)
    op.create_index("ix_seating_plan_item_id", "seating_plan", ["item_id"], unique=False)

    op.create_table(
        "seating_place",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("is_replaced", sa.Boolean(), nullable=False),
        sa.CheckConstraint('("row" IS NULL) = (number IS NULL)', name=op.f("ck_seating_place_whole_place")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["seating_plan.id"], name=op.f("fk_seating_place_plan_id_seating_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_seating_place_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "registration_id", name=op.f("pk_seating_place")),
        sa.UniqueConstraint("plan_id", "row", "number", name=op.f("uq_seating_place_plan_id_row_number")),
    )
    op.create_index("ix_seating_place_registration_id", "seating_place", ["registration_id"], unique=False)


def downgrade() -> None:
    op.drop_table("seating_place")
    op.drop_table("seating_plan")
