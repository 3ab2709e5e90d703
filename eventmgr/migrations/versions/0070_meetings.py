"""Meetings of two: plans, parties, requests, timetables, the day."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"


def upgrade() -> None:
    op.create_table(
        "meeting_assistant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("moderates", sa.Boolean(), nullable=False),
        sa.Column("absences", sa.JSON(), nullable=False),
        sa.Column("most_in_a_row", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_assistant_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_assistant")),
    )
    with op.batch_alter_table("meeting_assistant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_assistant_event_id"), ["event_id"], unique=False)

    op.create_table(
        "meeting_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("gap_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_block_ends_after_start")),
        sa.CheckConstraint("slot_minutes > 0 AND gap_minutes >= 0", name=op.f("ck_meeting_block_slots_have_length")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_block_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_block")),
    )
    with op.batch_alter_table("meeting_block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_block_event_id"), ["event_id"], unique=False)

    op.create_table(
        "meeting_day_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "late",
                "away",
                "left",
                "table_lost",
                "walk_in",
                "request",
                "repair",
                "undo",
                "arrived",
                "missed",
                "held",
                "result",
                name="actkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_day_act_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_day_act")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_meeting_day_act_event_id_key")),
    )
    with op.batch_alter_table("meeting_day_act", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_day_act_event", ["event_id", "id"], unique=False)

    op.create_table(
        "meeting_hall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_hall_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_hall")),
    )
    with op.batch_alter_table("meeting_hall", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_hall_event_id"), ["event_id"], unique=False)

    op.create_table(
        "meeting_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asks_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asks_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("keeps_groups_apart", sa.Boolean(), nullable=False),
        sa.Column("across_weight", sa.Integer(), nullable=False),
        sa.Column("spread", sa.Integer(), nullable=True),
        sa.Column("walks", sa.JSON(), nullable=False),
        sa.Column("coverage", sa.JSON(), nullable=False),
        sa.Column("suggestion_weights", sa.JSON(), nullable=False),
        sa.Column(
            "stage", sa.Enum("none", "provisional", "final", name="stage", native_enum=False, length=32), nullable=False
        ),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer_days >= 0", name=op.f("ck_meeting_plan_answer_days_not_negative")),
        sa.CheckConstraint("maximum >= 0 AND minimum >= 0", name=op.f("ck_meeting_plan_limits_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_meeting_plan")),
    )
    op.create_table(
        "timetable_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "stopped",
                "failed",
                "discarded",
                name="draftstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("locked", sa.JSON(), nullable=False),
        sa.Column("unscheduled", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_timetable_draft_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_draft")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_timetable_draft_event_id_number")),
    )
    op.create_table(
        "meeting_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_table_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["meeting_hall.id"], name=op.f("fk_meeting_table_hall_id_meeting_hall"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_table")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_meeting_table_event_id_number")),
    )
    with op.batch_alter_table("meeting_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_table_hall_id"), ["hall_id"], unique=False)

    op.create_table(
        "timetable_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "stage", sa.Enum("none", "provisional", "final", name="stage", native_enum=False, length=32), nullable=False
        ),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("locked", sa.JSON(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["timetable_draft.id"],
            name=op.f("fk_timetable_publication_draft_id_timetable_draft"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_timetable_publication_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_publication")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_timetable_publication_event_id_number")),
    )
    op.create_table(
        "meeting_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "company",
                "institute",
                "park",
                "fund",
                "office",
                "other",
                name="partykind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("state", sa.Enum("active", "left", name="partystate", native_enum=False, length=32), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_code", sa.String(length=3), nullable=False),
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("home_table_id", sa.Integer(), nullable=True),
        sa.Column("shares_contact", sa.Boolean(), nullable=False),
        sa.Column("shows_tentative", sa.Boolean(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_party_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["home_table_id"],
            ["meeting_table.id"],
            name=op.f("fk_meeting_party_home_table_id_meeting_table"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_meeting_party_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_party")),
        sa.UniqueConstraint("event_id", "organization_id", name=op.f("uq_meeting_party_event_id_organization_id")),
    )
    with op.batch_alter_table("meeting_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_party_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "meeting_table_closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["meeting_table.id"],
            name=op.f("fk_meeting_table_closure_table_id_meeting_table"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_table_closure")),
    )
    with op.batch_alter_table("meeting_table_closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_table_closure_table_id"), ["table_id"], unique=False)

    op.create_table(
        "meeting_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_call_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["meeting_party.id"], name=op.f("fk_meeting_call_party_id_meeting_party"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_call")),
    )
    with op.batch_alter_table("meeting_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_call_event_id"), ["event_id"], unique=False)

    op.create_table(
        "meeting_exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("party_id < other_id", name=op.f("ck_meeting_exclusion_ordered")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_exclusion_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_exclusion_other_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_exclusion_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_exclusion")),
        sa.UniqueConstraint("party_id", "other_id", name=op.f("uq_meeting_exclusion_party_id_other_id")),
    )
    with op.batch_alter_table("meeting_exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_exclusion_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_exclusion_other_id"), ["other_id"], unique=False)

    op.create_table(
        "meeting_no_thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_no_thanks_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_no_thanks_other_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_no_thanks_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_no_thanks")),
        sa.UniqueConstraint("party_id", "other_id", name=op.f("uq_meeting_no_thanks_party_id_other_id")),
    )
    with op.batch_alter_table("meeting_no_thanks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_no_thanks_event_id"), ["event_id"], unique=False)

    op.create_table(
        "meeting_representative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_meeting_representative_name_not_empty")),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_representative_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_meeting_representative_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_representative")),
        sa.UniqueConstraint(
            "party_id", "registration_id", name=op.f("uq_meeting_representative_party_id_registration_id")
        ),
    )
    with op.batch_alter_table("meeting_representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_representative_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_representative_registration_id"), ["registration_id"], unique=False
        )

    op.create_table(
        "meeting_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("representative_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum("own", "office", "agenda", "day", name="absencesource", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_absence_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_absence_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["meeting_representative.id"],
            name=op.f("fk_meeting_absence_representative_id_meeting_representative"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_absence")),
    )
    with op.batch_alter_table("meeting_absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_absence_party_id"), ["party_id"], unique=False)

    op.create_table(
        "meeting_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "accepted",
                "declined",
                "withdrawn",
                "expired",
                name="requeststate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asker_wish", sa.Enum("must", "would", name="wish", native_enum=False, length=32), nullable=False),
        sa.Column("asked_wish", sa.Enum("must", "would", name="wish", native_enum=False, length=32), nullable=True),
        sa.Column("is_mutual", sa.Boolean(), nullable=False),
        sa.Column("listing_ids", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_id", sa.Integer(), nullable=True),
        sa.Column("asker_seat_id", sa.Integer(), nullable=True),
        sa.Column("asked_seat_id", sa.Integer(), nullable=True),
        sa.Column("interpreter", sa.String(length=8), nullable=False),
        sa.Column("is_moderated", sa.Boolean(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "own",
                "liaison",
                "office",
                "import",
                "on_site",
                "call",
                name="requestsource",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_meeting_request_ordered")),
        sa.ForeignKeyConstraint(
            ["asked_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_request_asked_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_seat_id"],
            ["meeting_representative.id"],
            name=op.f("fk_meeting_request_asked_seat_id_meeting_representative"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_request_asker_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asker_seat_id"],
            ["meeting_representative.id"],
            name=op.f("fk_meeting_request_asker_seat_id_meeting_representative"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["meeting_call.id"], name=op.f("fk_meeting_request_call_id_meeting_call"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_request_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_request_proposed_id_meeting_party"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_request")),
    )
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_request_asked", ["asked_id", "state"], unique=False)
        batch_op.create_index("ix_meeting_request_asker", ["asker_id", "state"], unique=False)
        batch_op.create_index("ix_meeting_request_event_state", ["event_id", "state", "id"], unique=False)
        batch_op.create_index(
            "uq_meeting_request_standing",
            ["first_id", "second_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'accepted')"),
            postgresql_where=sa.text("state IN ('asked', 'accepted')"),
        )

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("placed", "held", "missed", "cancelled", name="meetingstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("asker_seat_id", sa.Integer(), nullable=True),
        sa.Column("asked_seat_id", sa.Integer(), nullable=True),
        sa.Column("assistant_ids", sa.JSON(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column(
            "missed_by", sa.Enum("asker", "asked", "both", name="missedby", native_enum=False, length=32), nullable=True
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["asked_seat_id"],
            ["meeting_representative.id"],
            name=op.f("fk_meeting_asked_seat_id_meeting_representative"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["asker_seat_id"],
            ["meeting_representative.id"],
            name=op.f("fk_meeting_asker_seat_id_meeting_representative"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_meeting_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["meeting_request.id"],
            name=op.f("fk_meeting_request_id_meeting_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_meeting_table_id_meeting_table"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("request_id", name=op.f("uq_meeting_request_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_event_start", ["event_id", "starts_at", "id"], unique=False)
        batch_op.create_index("ix_meeting_table_start", ["table_id", "starts_at"], unique=False)

    op.create_table(
        "meeting_request_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_request_message_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["meeting_request.id"],
            name=op.f("fk_meeting_request_message_request_id_meeting_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_request_message")),
    )
    with op.batch_alter_table("meeting_request_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_request_message_request_id"), ["request_id"], unique=False)

    op.create_table(
        "meeting_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "no_interest", "again", "intention", "agreement", name="meetingoutcome", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_kind", sa.String(length=32), nullable=False),
        sa.Column("next_step", sa.String(length=500), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_meeting_result_amount_not_negative")),
        sa.CheckConstraint(
            "rating IS NULL OR (rating >= 1 AND rating <= 5)", name=op.f("ck_meeting_result_rating_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_result_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_result_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_result")),
        sa.UniqueConstraint("meeting_id", "party_id", name=op.f("uq_meeting_result_meeting_id_party_id")),
    )
    with op.batch_alter_table("meeting_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_result_party_id"), ["party_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("meeting_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_result_party_id"))

    op.drop_table("meeting_result")
    with op.batch_alter_table("meeting_request_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_request_message_request_id"))

    op.drop_table("meeting_request_message")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_table_start")
        batch_op.drop_index("ix_meeting_event_start")

    op.drop_table("meeting")
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_meeting_request_standing",
            sqlite_where=sa.text("state IN ('asked', 'accepted')"),
            postgresql_where=sa.text("state IN ('asked', 'accepted')"),
        )
        batch_op.drop_index("ix_meeting_request_event_state")
        batch_op.drop_index("ix_meeting_request_asker")
        batch_op.drop_index("ix_meeting_request_asked")

    op.drop_table("meeting_request")
    with op.batch_alter_table("meeting_absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_absence_party_id"))

    op.drop_table("meeting_absence")
    with op.batch_alter_table("meeting_representative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_representative_registration_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_representative_party_id"))

    op.drop_table("meeting_representative")
    with op.batch_alter_table("meeting_no_thanks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_no_thanks_event_id"))

    op.drop_table("meeting_no_thanks")
    with op.batch_alter_table("meeting_exclusion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_exclusion_other_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_exclusion_event_id"))

    op.drop_table("meeting_exclusion")
    with op.batch_alter_table("meeting_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_call_event_id"))

    op.drop_table("meeting_call")
    with op.batch_alter_table("meeting_table_closure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_table_closure_table_id"))

    op.drop_table("meeting_table_closure")
    with op.batch_alter_table("meeting_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_party_organization_id"))

    op.drop_table("meeting_party")
    op.drop_table("timetable_publication")
    with op.batch_alter_table("meeting_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_table_hall_id"))

    op.drop_table("meeting_table")
    op.drop_table("timetable_draft")
    op.drop_table("meeting_plan")
    with op.batch_alter_table("meeting_hall", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_hall_event_id"))

    op.drop_table("meeting_hall")
    with op.batch_alter_table("meeting_day_act", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_day_act_event")

    op.drop_table("meeting_day_act")
    with op.batch_alter_table("meeting_block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_block_event_id"))

    op.drop_table("meeting_block")
    with op.batch_alter_table("meeting_assistant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_assistant_event_id"))

    op.drop_table("meeting_assistant")
