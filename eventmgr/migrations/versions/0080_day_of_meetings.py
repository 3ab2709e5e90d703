"""The day of meetings: repairs, offers, screens; who told an act, and what it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0077"


def _states(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "meeting_repair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", _states("previewed", "applied", "undone", name="repairstate"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("act_ids", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by", sa.String(length=100), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_repair_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_repair")),
    )
    op.create_index(op.f("ix_meeting_repair_event_id"), "meeting_repair", ["event_id"])

    op.create_table(
        "meeting_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("state", _states("offered", "taken", "declined", "withdrawn", name="offerstate"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("asker_yes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_yes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.String(length=100), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_offer_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["meeting_request.id"],
            name=op.f("fk_meeting_offer_request_id_meeting_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_meeting_offer_table_id_meeting_table"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_offer")),
    )
    op.create_index("ix_meeting_offer_event", "meeting_offer", ["event_id", "state", "id"])
    op.create_index(
        "uq_meeting_offer_standing",
        "meeting_offer",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("state = 'offered'"),
        postgresql_where=sa.text("state = 'offered'"),
    )

    op.create_table(
        "meeting_screen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", _states("calls", "host", name="screenkind"), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=True),
        sa.Column("first_table", sa.Integer(), nullable=True),
        sa.Column("last_table", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(label) > 0", name=op.f("ck_meeting_screen_label_not_empty")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_screen_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["meeting_hall.id"], name=op.f("fk_meeting_screen_hall_id_meeting_hall"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_screen")),
    )
    op.create_index(op.f("ix_meeting_screen_event_id"), "meeting_screen", ["event_id"])

    with op.batch_alter_table("meeting_day_act") as batch_op:
        batch_op.add_column(sa.Column("teller", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("party_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("repair_id", sa.Integer(), nullable=True))
        for name, table, ends in (
            ("meeting_id", "meeting", "CASCADE"),
            ("party_id", "meeting_party", "CASCADE"),
            ("repair_id", "meeting_repair", "SET NULL"),
        ):
            batch_op.create_foreign_key(
                batch_op.f(f"fk_meeting_day_act_{name}_{table}"), table, [name], ["id"], ondelete=ends
            )
            batch_op.create_index(batch_op.f(f"ix_meeting_day_act_{name}"), [name])


def downgrade() -> None:
    with op.batch_alter_table("meeting_day_act") as batch_op:
        for name, table in (("repair_id", "meeting_repair"), ("party_id", "meeting_party"), ("meeting_id", "meeting")):
            batch_op.drop_index(batch_op.f(f"ix_meeting_day_act_{name}"))
            batch_op.drop_constraint(batch_op.f(f"fk_meeting_day_act_{name}_{table}"), type_="foreignkey")
            batch_op.drop_column(name)
        batch_op.drop_column("teller")
    op.drop_table("meeting_screen")
    op.drop_table("meeting_offer")
    op.drop_table("meeting_repair")
