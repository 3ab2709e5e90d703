"""Transport: vehicles, rides, seats."""

import sqlalchemy as sa
from alembic import op

revision = "0114"
down_revision = "0113"


def upgrade() -> None:
    op.create_table(
        "vehicle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column(
            "kind", sa.Enum("car", "van", "bus", name="vehiclekind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("driver", sa.String(length=50), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name=op.f("ck_vehicle_seats_are_few")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_vehicle_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
    )
    op.create_index("ix_vehicle_event_id", "vehicle", ["event_id"], unique=False)
    op.create_table(
        "ride",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("arrival", "departure", "outing", name="direction", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("start", sa.String(length=100), nullable=False),
        sa.Column("goal", sa.String(length=100), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ride_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["list_id"], ["checkin_list.id"], name=op.f("fk_ride_list_id_checkin_list"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_ride_vehicle_id_vehicle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ride")),
    )
    for column in ("event_id", "list_id", "vehicle_id"):
        op.create_index(f"ix_ride_{column}", "ride", [column], unique=False)
    op.create_table(
        "ride_seat",
        sa.Column("ride_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_ride_seat_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["ride_id"], ["ride.id"], name=op.f("fk_ride_seat_ride_id_ride"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ride_id", "registration_id", name=op.f("pk_ride_seat")),
    )
    op.create_index("ix_ride_seat_registration_id", "ride_seat", ["registration_id"], unique=False)


def downgrade() -> None:
    for table in ("ride_seat", "ride", "vehicle"):
        op.drop_table(table)
