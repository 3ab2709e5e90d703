"""Accommodation: hotels, rooms, and who has which."""

import sqlalchemy as sa
from alembic import op

revision = "0113"
down_revision = "0112"


def upgrade() -> None:
    op.create_table(
        "lodging_plan",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("leaves_on", sa.Date(), nullable=False),
        sa.Column("roommate_key", sa.String(length=40), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("leaves_on > arrives_on", name=op.f("ck_lodging_plan_leaves_after_arrival")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_lodging_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_lodging_plan")),
    )
    op.create_table(
        "hotel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_hotel_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotel")),
    )
    op.create_index("ix_hotel_event_id", "hotel", ["event_id"], unique=False)
    op.create_table(
        "hotel_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotel_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("beds", sa.Integer(), nullable=False),
        sa.CheckConstraint("beds BETWEEN 1 AND 6", name=op.f("ck_hotel_room_beds_are_few")),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotel.id"], name=op.f("fk_hotel_room_hotel_id_hotel"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotel_room")),
        sa.UniqueConstraint("hotel_id", "label", name=op.f("uq_hotel_room_hotel_id_label")),
    )
    op.create_table(
        "hotel_stay",
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("nights", sa.Text(), nullable=True),
        sa.Column("set_nights", sa.Text(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("shown_room_id", sa.Integer(), nullable=True),
        sa.Column("shown_nights", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_hotel_stay_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_hotel_stay_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["hotel_room.id"], name=op.f("fk_hotel_stay_room_id_hotel_room"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["shown_room_id"],
            ["hotel_room.id"],
            name=op.f("fk_hotel_stay_shown_room_id_hotel_room"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_hotel_stay")),
    )
    op.create_index("ix_hotel_stay_event_id", "hotel_stay", ["event_id"], unique=False)
    op.create_index("ix_hotel_stay_room_id", "hotel_stay", ["room_id"], unique=False)
    op.create_index("ix_hotel_stay_shown_room_id", "hotel_stay", ["shown_room_id"], unique=False)


def downgrade() -> None:
    for table in ("hotel_stay", "hotel_room", "hotel", "lodging_plan"):
        op.drop_table(table)
