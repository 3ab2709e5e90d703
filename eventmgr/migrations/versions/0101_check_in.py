"""Check-in: lists, devices, acts with their own numbers, people without registration."""

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0096"


def upgrade() -> None:
    op.create_table(
        "checkin_counter",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_counter_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_checkin_counter")),
    )
    op.create_table(
        "checkin_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("list_ids", sa.JSON(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("takes_walk_ins", sa.Boolean(), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skew_ms", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("shut_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_checkin_device_name_not_empty")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_device_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_device")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_checkin_device_link_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_checkin_device_token_hash")),
    )
    with op.batch_alter_table("checkin_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_device_event_id"), ["event_id"], unique=False)

    op.create_table(
        "checkin_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("arrival", "session", "meal", "bus", "stop", "gate", name="listkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_list_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_list")),
    )
    with op.batch_alter_table("checkin_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_list_event_id"), ["event_id"], unique=False)

    op.create_table(
        "checkin_settled",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_settled_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "digest", name=op.f("pk_checkin_settled")),
    )
    op.create_table(
        "checkin_walk_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("refused", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_walk_in_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_checkin_walk_in_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_walk_in")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_checkin_walk_in_event_id_key")),
    )
    with op.batch_alter_table("checkin_walk_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_walk_in_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "checkin_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("in", "out", "walk_in", "undo", "note", name="checkinkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("walk_in_id", sa.Integer(), nullable=True),
        sa.Column("undoes", sa.String(length=36), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column(
            "uncounted",
            sa.Enum(
                "void",
                "no_place",
                "closed",
                "unknown",
                "not_registered",
                name="uncounted",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["checkin_device.id"],
            name=op.f("fk_checkin_act_device_id_checkin_device"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_act_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["checkin_list.id"], name=op.f("fk_checkin_act_list_id_checkin_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_checkin_act_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["walk_in_id"],
            ["checkin_walk_in.id"],
            name=op.f("fk_checkin_act_walk_in_id_checkin_walk_in"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_act")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_checkin_act_event_id_key")),
    )
    with op.batch_alter_table("checkin_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_act_device_id"), ["device_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkin_act_list_id"), ["list_id"], unique=False)
        batch_op.create_index("ix_checkin_act_kind", ["event_id", "kind"], unique=False)
        batch_op.create_index("ix_checkin_act_registration", ["registration_id", "list_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkin_act_walk_in_id"), ["walk_in_id"], unique=False)
        batch_op.create_index("uq_checkin_act_number", ["event_id", "number"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("checkin_act", schema=None) as batch_op:
        batch_op.drop_index("uq_checkin_act_number")
        batch_op.drop_index(batch_op.f("ix_checkin_act_walk_in_id"))
        batch_op.drop_index("ix_checkin_act_registration")
        batch_op.drop_index("ix_checkin_act_kind")
        batch_op.drop_index(batch_op.f("ix_checkin_act_list_id"))
        batch_op.drop_index(batch_op.f("ix_checkin_act_device_id"))

    op.drop_table("checkin_act")
    with op.batch_alter_table("checkin_walk_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_walk_in_registration_id"))

    op.drop_table("checkin_walk_in")
    op.drop_table("checkin_settled")
    with op.batch_alter_table("checkin_list", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_list_event_id"))

    op.drop_table("checkin_list")
    with op.batch_alter_table("checkin_device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_device_event_id"))

    op.drop_table("checkin_device")
    op.drop_table("checkin_counter")
