"""The schema as it was made from the models on 1 December 2026, in one step. The number goes on from those that led there,
so that an installation at 0127 has nothing to do; older ones are told which version takes them there."""

import sqlalchemy as sa
from alembic import op

revision = "0127"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "actor_kind",
            sa.Enum("user", "participant", "system", name="actorkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=60), nullable=False),
        sa.Column("by_link", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("object_type", sa.String(length=32), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("object_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index("ix_audit_entry_event", "audit_entry", ["event_id", "id"], unique=False)
    op.create_index("ix_audit_entry_object", "audit_entry", ["object_type", "object_id", "id"], unique=False)

    op.create_table(
        "channel_message",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "sending",
                "sent",
                "failed",
                "unclear",
                "left_out",
                name="sendstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_message")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_channel_message_dedupe_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_channel_message_uid")),
    )
    op.create_index("ix_channel_message_about", "channel_message", ["about", "created_at"], unique=False)
    op.create_index("ix_channel_message_batch", "channel_message", ["batch", "id"], unique=False)
    op.create_index(op.f("ix_channel_message_due_at"), "channel_message", ["due_at"], unique=False)

    op.create_table(
        "entry_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_form")),
    )
    op.create_table(
        "job",
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("due", "running", "done", "failed", name="jobstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("every_seconds", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_job_dedupe_key")),
    )
    op.create_index(op.f("ix_job_due_at"), "job", ["due_at"], unique=False)
    op.create_index("ix_job_kind", "job", ["kind", "id"], unique=False)

    op.create_table(
        "key_fingerprint",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_key_fingerprint")),
    )
    op.create_table(
        "letter",
        sa.Column("message_id", sa.String(length=160), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("to_name", sa.String(length=60), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("secrets", sa.Text(), nullable=True),
        sa.Column("unsubscribe", sa.String(length=500), server_default="", nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("forget", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "sending",
                "sent",
                "failed",
                "collected",
                "taken_back",
                "bounced",
                name="letterstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_letter_dedupe_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
    )
    op.create_index("ix_letter_about", "letter", ["about", "id"], unique=False)
    op.create_index(op.f("ix_letter_due_at"), "letter", ["due_at"], unique=False)
    op.create_index("ix_letter_event_id", "letter", ["event_id", "id"], unique=False)
    op.create_index(
        "ix_letter_failed",
        "letter",
        ["event_id"],
        unique=False,
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index(
        "ix_letter_mailing_id",
        "letter",
        ["mailing_id", "state"],
        unique=False,
        sqlite_where=sa.text("mailing_id IS NOT NULL"),
        postgresql_where=sa.text("mailing_id IS NOT NULL"),
    )

    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint("event_id", "kind", "language", name=op.f("uq_letter_text_event_id_kind_language")),
    )
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "collected",
                "taken_back",
                "told",
                "discarded",
                name="mailingstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("news", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
    )
    op.create_index("ix_mailing_event_id", "mailing", ["event_id", "state"], unique=False)

    op.create_table(
        "opt_out",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_opt_out")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("likeness_key", sa.String(length=200), server_default="", nullable=False),
        sa.Column(
            "pinyin_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("sector_code", sa.String(length=3), nullable=True),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("name_en", sa.String(length=200), server_default="", nullable=False),
        sa.Column(
            "size_class",
            sa.Enum("large", "medium", "small", "micro", name="sizeclass", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("stands_for_id", sa.Integer(), nullable=True),
        sa.Column(
            "name_kind",
            sa.Enum("former", "short", "merged", name="namekind", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("entered_by_office", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["stands_for_id"],
            ["organization.id"],
            name=op.f("fk_organization_stands_for_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("name_key", name=op.f("uq_organization_name_key")),
    )
    op.create_index("ix_organization_credit_code", "organization", ["credit_code"], unique=False)
    op.create_index("ix_organization_likeness_key", "organization", ["likeness_key"], unique=False)
    op.create_index("ix_organization_pinyin_key", "organization", ["pinyin_key", "id"], unique=False)
    op.create_index(op.f("ix_organization_stands_for_id"), "organization", ["stands_for_id"], unique=False)

    op.create_table(
        "rate_hit",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_hit")),
    )
    op.create_index(op.f("ix_rate_hit_ends_at"), "rate_hit", ["ends_at"], unique=False)

    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
    )
    op.create_table(
        "site_revision",
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_site_revision")),
    )
    op.create_table(
        "spent_form",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spent_form")),
    )
    op.create_index(op.f("ix_spent_form_spent_at"), "spent_form", ["spent_at"], unique=False)

    op.create_table(
        "told_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_entry")),
    )
    op.create_index("ix_told_entry_uid", "told_entry", ["uid"], unique=False)
    op.create_index("uq_told_entry_reader_language_uid", "told_entry", ["reader", "language", "uid"], unique=True)

    op.create_table(
        "told_first_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_first_number")),
    )
    op.create_table(
        "trail_seal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("whole", "emptied", "pruned", name="sealstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("key_name", sa.String(length=16), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("carried", sa.String(length=64), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_seal")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_trail_seal_entry_id")),
        sa.UniqueConstraint("first", name=op.f("uq_trail_seal_first")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column(
            "level",
            sa.Enum("national", "provincial", "organization", name="level", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("may_create_events", sa.Boolean(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_step", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "way_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=500), server_default="", nullable=False),
        sa.Column("refusals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_out")),
    )
    op.create_table(
        "worker",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "seminar",
                "sector_seminar",
                "matchmaking",
                "study_visit",
                "training",
                "expo",
                name="eventkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "postponed",
                "finished",
                "archived",
                "cancelled",
                name="eventstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("short_title", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("city", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column(
            "approval", sa.Enum("automatic", "review", name="approval", native_enum=False, length=32), nullable=False
        ),
        sa.Column("has_waiting_list", sa.Boolean(), nullable=False),
        sa.Column(
            "quota_mode",
            sa.Enum("warn", "refuse", name="quotamode", native_enum=False, length=32),
            server_default="warn",
            nullable=False,
        ),
        sa.Column("takes_guests", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("by_invitation", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("needs_unit_word", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("participant_types", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("audience", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("fee_currency", sa.String(length=3), server_default="CNY", nullable=False),
        sa.Column("fee_note", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("registration_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_fields", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("agenda_published", sa.Boolean(), nullable=False),
        sa.Column("uses", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("contact", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("id_purpose", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("public_summary", sa.JSON(), nullable=False),
        sa.Column("report_measures", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("report_results", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("report_problems", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("report_next_steps", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("status_reason", sa.JSON(), nullable=False),
        sa.Column("retention_months", sa.Integer(), nullable=False),
        sa.Column("legal_bases", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calendar_digest", sa.String(length=32), server_default="", nullable=False),
        sa.Column("name_sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name_digest", sa.String(length=32), server_default="", nullable=False),
        sa.Column("mail_sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("mail_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_digest", sa.String(length=32), server_default="", nullable=False),
        sa.Column("organizer_address", sa.String(length=254), server_default="", nullable=False),
        sa.Column("page_version", sa.Integer(), nullable=False),
        sa.Column("programme_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("own_words", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("text_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("handover_note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("cloned_from_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity >= 0", name=op.f("ck_event_capacity_not_negative")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_ends_after_start")),
        sa.ForeignKeyConstraint(["cloned_from_id"], ["event.id"], name=op.f("fk_event_cloned_from_id_event")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_event_created_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_event_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
    )
    op.create_index(op.f("ix_event_province_code"), "event", ["province_code"], unique=False)
    op.create_index(op.f("ix_event_series_id"), "event", ["series_id"], unique=False)
    op.create_index("ix_event_starts", "event", ["starts_at", "id"], unique=False)
    op.create_index("ix_event_status_starts", "event", ["status", "starts_at", "id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("sign_in", "reset_password", name="purpose", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_one_time_link_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index(op.f("ix_one_time_link_user_id"), "one_time_link", ["user_id"], unique=False)

    op.create_table(
        "organization_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["organization.id"],
            name=op.f("fk_organization_merge_kept_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["organization.id"],
            name=op.f("fk_organization_merge_merged_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_merge")),
    )
    op.create_index(op.f("ix_organization_merge_kept_id"), "organization_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_organization_merge_merged_id"), "organization_merge", ["merged_id"], unique=False)

    op.create_table(
        "organization_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column(
            "chain_stage",
            sa.Enum(
                "upstream",
                "midstream",
                "downstream",
                "platform",
                "service",
                name="chainstage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("is_leading", sa.Boolean(), nullable=True),
        sa.Column("capability_tags", sa.JSON(), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("unreviewed", "reviewed", "changed", "declined", name="profilestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_organization_profile_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_profile")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_organization_profile_organization_id")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_passkey_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_user_id"), "passkey", ["user_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("likeness_key", sa.String(length=50), server_default="", nullable=False),
        sa.Column(
            "pinyin_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_person_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("mobile", "name", name=op.f("uq_person_mobile_name")),
    )
    op.create_index("ix_person_likeness_key", "person", ["likeness_key"], unique=False)
    op.create_index(op.f("ix_person_organization_id"), "person", ["organization_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_recovery_code_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"], unique=False)

    op.create_table(
        "two_organizations",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_two_organizations_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["organization.id"],
            name=op.f("fk_two_organizations_first_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["organization.id"],
            name=op.f("fk_two_organizations_second_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_two_organizations")),
    )
    op.create_index(op.f("ix_two_organizations_second_id"), "two_organizations", ["second_id"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("with_passkey", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index(op.f("ix_user_session_ends_at"), "user_session", ["ends_at"], unique=False)
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)

    op.create_table(
        "action_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("owner", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("open", "done", "dropped", name="actionitemstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_action_item_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_item")),
    )
    op.create_index(op.f("ix_action_item_event_id"), "action_item", ["event_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_attachment_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_event_id"), "attachment", ["event_id"], unique=False)

    op.create_table(
        "bulk_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.String(length=60), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_bulk_decision_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_decision")),
    )
    op.create_index(op.f("ix_bulk_decision_event_id"), "bulk_decision", ["event_id"], unique=False)

    op.create_table(
        "bulk_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "scheduled",
                "sending",
                "paused",
                "stopped",
                "done",
                name="bulkmailstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("is_necessary", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("necessity", sa.String(length=200), server_default="", nullable=False),
        sa.Column("has_entry", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "anchor", sa.Enum("start", "end", "closes", name="anchor", native_enum=False, length=32), nullable=True
        ),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.Column("in_hours", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("paused_for", sa.String(length=10), server_default="", nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_bulk_mail_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_mail")),
    )
    op.create_index("ix_bulk_mail_event_id", "bulk_mail", ["event_id", "id"], unique=False)

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
    op.create_index(op.f("ix_checkin_device_event_id"), "checkin_device", ["event_id"], unique=False)

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
        "column_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_column_set_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_set")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_column_set_event_id_name")),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deadline_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    op.create_index(op.f("ix_deadline_event_id"), "deadline", ["event_id"], unique=False)

    op.create_table(
        "deal_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.Column("confirms", sa.Boolean(), nullable=False),
        sa.Column("counted_types", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deal_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_deal_plan")),
    )
    op.create_table(
        "deal_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deal_reminder_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_reminder")),
    )
    op.create_index(op.f("ix_deal_reminder_event_id"), "deal_reminder", ["event_id"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("confirm_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("list_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("takes_part", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_people", sa.Integer(), nullable=True),
        sa.Column("list_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_delegation_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("event_id", "unit_code", name=op.f("uq_delegation_event_id_unit_code")),
    )
    op.create_table(
        "delegation_chase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("due", sa.Enum("confirm", "list", name="due", native_enum=False, length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_delegation_chase_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_chase")),
    )
    op.create_index(
        "ix_delegation_chase_event_unit", "delegation_chase", ["event_id", "unit_code", "sent_at"], unique=False
    )

    op.create_table(
        "delegation_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("confirm_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("list_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_days", sa.Integer(), nullable=False),
        sa.Column("reminds", sa.Boolean(), nullable=False),
        sa.Column("days_before", sa.JSON(), nullable=False),
        sa.Column("names_for_accounts", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("due_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("link_days >= 0", name=op.f("ck_delegation_plan_link_days_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_delegation_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_delegation_plan")),
    )
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("columns", sa.String(length=200), nullable=False),
        sa.Column("mobile_need", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.String(length=24), server_default="", nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("link_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_disclosure_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_disclosure_token_hash")),
    )
    op.create_index("ix_disclosure_event_id", "disclosure", ["event_id", "id"], unique=False)

    op.create_table(
        "event_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("uses_most", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("uses_most > 0", name=op.f("ck_event_invitation_uses_positive")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_invitation_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_invitation")),
    )
    op.create_index(op.f("ix_event_invitation_email"), "event_invitation", ["email"], unique=False)
    op.create_index("uq_event_invitation_code", "event_invitation", ["event_id", "code"], unique=True)

    op.create_table(
        "event_sector",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_sector_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "code", name=op.f("pk_event_sector")),
    )
    op.create_index("ix_event_sector_code", "event_sector", ["code"], unique=False)

    op.create_table(
        "event_topic",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_topic_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "topic_id", name=op.f("pk_event_topic")),
    )
    op.create_index("ix_event_topic_topic_id", "event_topic", ["topic_id"], unique=False)

    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_form_draft_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_form_draft_key_hash")),
    )
    op.create_index(op.f("ix_form_draft_changed_at"), "form_draft", ["changed_at"], unique=False)
    op.create_index(op.f("ix_form_draft_event_id"), "form_draft", ["event_id"], unique=False)

    op.create_table(
        "gone_deadline",
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("supply", "demand", name="side", native_enum=False, length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "product",
                "technology",
                "platform",
                "rnd",
                "investment",
                "fund",
                "subsidy",
                "park",
                "service",
                "training",
                "standard",
                name="listingkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("topic_id", sa.String(length=40), nullable=True),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("domestic_replacement", sa.Boolean(), nullable=False),
        sa.Column("free_of_charge", sa.Boolean(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_gone_deadline_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_gone_deadline")),
    )
    op.create_index(op.f("ix_gone_deadline_day"), "gone_deadline", ["day"], unique=False)
    op.create_index(op.f("ix_gone_deadline_event_id"), "gone_deadline", ["event_id"], unique=False)

    op.create_table(
        "group_robot",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "vendor",
            sa.Enum("wecom", "dingtalk", "feishu", name="vendor", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("keys", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("says_new", sa.Boolean(), nullable=False),
        sa.Column("says_overdue", sa.Boolean(), nullable=False),
        sa.Column("says_closed", sa.Boolean(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("new_said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overdue_said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_said", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_group_robot_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_group_robot")),
    )
    op.create_table(
        "handbook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("blank_pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_handbook_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook")),
        sa.UniqueConstraint("event_id", name=op.f("uq_handbook_event_id")),
    )
    op.create_table(
        "host_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("host", "organizer", "co_organizer", "supporter", name="hostrole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_host_body_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_body")),
    )
    op.create_index(op.f("ix_host_body_event_id"), "host_body", ["event_id"], unique=False)

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
    op.create_index(op.f("ix_hotel_event_id"), "hotel", ["event_id"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), server_default="registrations", nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "taking",
                "taken",
                "undoing",
                "undone",
                "failed",
                "undo_failed",
                "discarded",
                name="batchstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_import_batch_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_import_batch_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_event_id"), "import_batch", ["event_id"], unique=False)
    op.create_index(op.f("ix_import_batch_made_by_id"), "import_batch", ["made_by_id"], unique=False)

    op.create_table(
        "invited_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_invited_unit_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited_unit")),
        sa.UniqueConstraint("event_id", "unit_code", name=op.f("uq_invited_unit_event_id_unit_code")),
    )
    op.create_index("ix_invited_unit_unit_code", "invited_unit", ["unit_code"], unique=False)

    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_legal_hold_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(
        "uq_legal_hold_event_in_force",
        "legal_hold",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )

    op.create_table(
        "liaison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Enum("liaison", "deputy", name="place", native_enum=False, length=32), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feed_version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_liaison_name_not_empty")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_liaison_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison")),
        sa.UniqueConstraint("event_id", "unit_code", "place", name=op.f("uq_liaison_event_id_unit_code_place")),
    )
    op.create_table(
        "listing_settings",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("is_collecting", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_moderated", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column(
            "reviewer", sa.Enum("organizers", "liaisons", name="reviewer", native_enum=False, length=32), nullable=False
        ),
        sa.Column("moderates_profiles", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("supply_name", sa.JSON(), nullable=False),
        sa.Column("demand_name", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("version >= 0", name=op.f("ck_listing_settings_version_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_listing_settings_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_listing_settings")),
    )
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
    op.create_index(op.f("ix_meeting_assistant_event_id"), "meeting_assistant", ["event_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_block_event_id"), "meeting_block", ["event_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_hall_event_id"), "meeting_hall", ["event_id"], unique=False)

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
        sa.Column("common_items", sa.JSON(), server_default="[]", nullable=False),
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
        "meeting_repair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("previewed", "applied", "undone", name="repairstate", native_enum=False, length=32),
            nullable=False,
        ),
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
    op.create_index(op.f("ix_meeting_repair_event_id"), "meeting_repair", ["event_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_notice_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_event_id"), "notice", ["event_id"], unique=False)

    op.create_table(
        "paper_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=16), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_paper_look_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_look")),
        sa.UniqueConstraint("event_id", name=op.f("uq_paper_look_event_id")),
    )
    op.create_table(
        "paper_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("only_changed", sa.Boolean(), nullable=False),
        sa.Column("sees", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum("queued", "running", "done", "stopped", "failed", name="orderstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("dedupe_key", sa.String(length=64), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("is_outdated", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "content IS NULL OR state = 'done'", name=op.f("ck_paper_order_only_finished_ones_have_a_file")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_paper_order_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_paper_order_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_order")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_paper_order_dedupe_key")),
    )
    op.create_index(op.f("ix_paper_order_asked_at"), "paper_order", ["asked_at"], unique=False)
    op.create_index("ix_paper_order_event", "paper_order", ["event_id", "id"], unique=False)
    op.create_index(op.f("ix_paper_order_user_id"), "paper_order", ["user_id"], unique=False)

    op.create_table(
        "privacy_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_privacy_notice_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
        sa.UniqueConstraint("event_id", "version", name=op.f("uq_privacy_notice_event_id_version")),
    )
    op.create_table(
        "profile_keeper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(email) > 0", name=op.f("ck_profile_keeper_email_not_empty")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_profile_keeper_event_id_event"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_profile_keeper_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_profile_keeper_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_keeper")),
        sa.UniqueConstraint("organization_id", "email", name=op.f("uq_profile_keeper_organization_id_email")),
    )
    op.create_index(op.f("ix_profile_keeper_email"), "profile_keeper", ["email"], unique=False)
    op.create_index(op.f("ix_profile_keeper_event_id"), "profile_keeper", ["event_id"], unique=False)
    op.create_index(op.f("ix_profile_keeper_user_id"), "profile_keeper", ["user_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "long_text",
                "choice",
                "choices",
                "yes_no",
                "number",
                "date",
                "time",
                "province",
                "sector",
                "topic",
                "credit_code",
                "organization",
                "person",
                "journey",
                "file",
                "image",
                "section",
                "heading",
                "note",
                name="questionkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_question_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_question_event_id_key")),
    )
    op.create_table(
        "queue_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "rule", sa.Enum("asked", "floor", "hand", name="waitingrule", native_enum=False, length=32), nullable=False
        ),
        sa.Column("offer_hours", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_queue_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_queue_plan")),
    )
    op.create_table(
        "quota_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("pool", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cells", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("returns_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_quota_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_quota_plan")),
    )
    op.create_table(
        "region_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("province_codes", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_region_set_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_set")),
    )
    op.create_index(op.f("ix_region_set_event_id"), "region_set", ["event_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "confirmed",
                "waitlisted",
                "offered",
                "rejected",
                "withdrawn",
                "attended",
                "absent",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column(
            "source",
            sa.Enum("self", "staff", "unit", "import", "walk_in", name="source", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column(
            "pinyin_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("organization_name", sa.String(length=200), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("country_code", sa.String(length=2), server_default="", nullable=False),
        sa.Column("name_latin", sa.String(length=100), server_default="", nullable=False),
        sa.Column("sector_code", sa.String(length=3), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("mobile_last4", sa.String(length=4), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column(
            "leadership", sa.Enum("leader", "deputy", name="leadership", native_enum=False, length=32), nullable=True
        ),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("sensitive", sa.Text(), nullable=True),
        sa.Column("id_document", sa.Text(), nullable=True),
        sa.Column("withheld", sa.Text(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("identity_key", sa.String(length=80), nullable=False),
        sa.Column("looks_like_id", sa.Integer(), nullable=True),
        sa.Column("form_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("office_note", sa.Text(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("feed_version", sa.Integer(), nullable=False),
        sa.Column("consent_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "calendar_changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("'1970-01-01 00:00:00'"),
            nullable=False,
        ),
        sa.Column("group_numbers", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("changed_late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_change", sa.Text(), nullable=True),
        sa.Column("change_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("untold_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stay_deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_registration_name_not_empty")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["looks_like_id"],
            ["registration.id"],
            name=op.f("fk_registration_looks_like_id_registration"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_registration_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    op.create_index("ix_registration_event_created", "registration", ["event_id", "created_at", "id"], unique=False)
    op.create_index("ix_registration_event_email", "registration", ["event_id", "email"], unique=False)
    op.create_index(
        "ix_registration_event_flagged",
        "registration",
        ["event_id"],
        unique=False,
        sqlite_where=sa.text(
            "status <> 'pending' AND (looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL OR change_requested_at IS NOT NULL)"
        ),
        postgresql_where=sa.text(
            "status <> 'pending' AND (looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL OR change_requested_at IS NOT NULL)"
        ),
    )
    op.create_index("ix_registration_event_last4", "registration", ["event_id", "mobile_last4"], unique=False)
    op.create_index(
        "ix_registration_event_organization",
        "registration",
        ["event_id", "organization_id", "status", "role", "province_code", "sector_code", "unit_code"],
        unique=False,
    )
    op.create_index("ix_registration_event_pinyin", "registration", ["event_id", "pinyin_key", "id"], unique=False)
    op.create_index(
        "ix_registration_event_province",
        "registration",
        ["event_id", "province_code", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_registration_event_restricted",
        "registration",
        ["event_id"],
        unique=False,
        sqlite_where=sa.text("restricted_at IS NOT NULL"),
        postgresql_where=sa.text("restricted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_registration_event_role", "registration", ["event_id", "role", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_registration_event_sector", "registration", ["event_id", "sector_code", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_registration_event_status_created", "registration", ["event_id", "status", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_registration_event_todo",
        "registration",
        ["event_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text(
            "(status = 'pending' OR looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL OR change_requested_at IS NOT NULL)"
        ),
        postgresql_where=sa.text(
            "(status = 'pending' OR looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL OR change_requested_at IS NOT NULL)"
        ),
    )
    op.create_index(
        "ix_registration_event_unit_created",
        "registration",
        ["event_id", "unit_code", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_registration_event_untold",
        "registration",
        ["event_id", "untold_since", "id"],
        unique=False,
        sqlite_where=sa.text("untold_since IS NOT NULL"),
        postgresql_where=sa.text("untold_since IS NOT NULL"),
    )
    op.create_index("ix_registration_invitation_id", "registration", ["invitation_id"], unique=False)
    op.create_index(op.f("ix_registration_organization_id"), "registration", ["organization_id"], unique=False)
    op.create_index(op.f("ix_registration_person_id"), "registration", ["person_id"], unique=False)
    op.create_index("uq_registration_form", "registration", ["event_id", "form_id"], unique=True)
    op.create_index(
        "uq_registration_leadership",
        "registration",
        ["event_id", "unit_code", "leadership"],
        unique=True,
        sqlite_where=sa.text("leadership IS NOT NULL"),
        postgresql_where=sa.text("leadership IS NOT NULL"),
    )
    op.create_index(
        "uq_registration_one_live_place",
        "registration",
        ["event_id", "identity_key"],
        unique=True,
        sqlite_where=sa.text("status NOT IN ('rejected', 'withdrawn')"),
        postgresql_where=sa.text("status NOT IN ('rejected', 'withdrawn')"),
    )

    op.create_table(
        "registration_tally",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_code", sa.String(length=3), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "confirmed",
                "waitlisted",
                "offered",
                "rejected",
                "withdrawn",
                "attended",
                "absent",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_tally_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "event_id",
            "unit_code",
            "province_code",
            "sector_code",
            "role",
            "status",
            name=op.f("pk_registration_tally"),
        ),
    )
    op.create_table(
        "registration_tally_version",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_tally_version_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_registration_tally_version")),
    )
    op.create_table(
        "removed_question",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_removed_question_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "key", name=op.f("pk_removed_question")),
    )
    op.create_table(
        "saved_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_saved_table_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_table_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_table")),
    )
    op.create_index(op.f("ix_saved_table_event_id"), "saved_table", ["event_id"], unique=False)
    op.create_index(op.f("ix_saved_table_user_id"), "saved_table", ["user_id"], unique=False)

    op.create_table(
        "short_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("is_necessary", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("necessity", sa.String(length=200), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_short_message_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_short_message")),
    )
    op.create_index("ix_short_message_event_id", "short_message", ["event_id", "id"], unique=False)

    op.create_table(
        "suggestion_run",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("ranked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("listings", sa.Integer(), nullable=False),
        sa.Column("most_before", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_suggestion_run_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_suggestion_run")),
    )
    op.create_table(
        "team_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "deputy",
                "editor",
                "registrar",
                "check_in",
                "viewer",
                name="teamrole",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_team_invitation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["user_account.id"], name=op.f("fk_team_invitation_invited_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_team_invitation_token_hash")),
    )
    op.create_index(op.f("ix_team_invitation_event_id"), "team_invitation", ["event_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "deputy",
                "editor",
                "registrar",
                "check_in",
                "viewer",
                name="teamrole",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_team_member_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_team_member_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("event_id", "user_id", name=op.f("uq_team_member_event_id_user_id")),
    )
    op.create_index(op.f("ix_team_member_user_id"), "team_member", ["user_id"], unique=False)

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
        sa.Column("history", sa.JSON(), nullable=False),
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
        "track",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_track_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track")),
    )
    op.create_index(op.f("ix_track_event_id"), "track", ["event_id"], unique=False)

    op.create_table(
        "training",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("threshold >= 0 AND threshold <= 100", name=op.f("ck_training_threshold_is_a_share")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_training_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_training")),
    )
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
    op.create_index(op.f("ix_vehicle_event_id"), "vehicle", ["event_id"], unique=False)

    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("directions", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_venue_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
    )
    op.create_index(op.f("ix_venue_event_id"), "venue", ["event_id"], unique=False)

    op.create_table(
        "answer_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_answer_file_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_answer_file_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_file")),
        sa.UniqueConstraint("key", name=op.f("uq_answer_file_key")),
    )
    op.create_index(op.f("ix_answer_file_created_at"), "answer_file", ["created_at"], unique=False)
    op.create_index(op.f("ix_answer_file_event_id"), "answer_file", ["event_id"], unique=False)
    op.create_index(op.f("ix_answer_file_registration_id"), "answer_file", ["registration_id"], unique=False)

    op.create_table(
        "bulk_mail_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulk_mail_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulk_mail_id"],
            ["bulk_mail.id"],
            name=op.f("fk_bulk_mail_file_bulk_mail_id_bulk_mail"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_mail_file")),
        sa.UniqueConstraint("key", name=op.f("uq_bulk_mail_file_key")),
    )
    op.create_index(op.f("ix_bulk_mail_file_bulk_mail_id"), "bulk_mail_file", ["bulk_mail_id"], unique=False)

    op.create_table(
        "bulk_mail_recipient",
        sa.Column("bulk_mail_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "written",
                "unsubscribed",
                "unreached",
                "left",
                name="recipientstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("domain", sa.String(length=190), server_default="", nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulk_mail_id"],
            ["bulk_mail.id"],
            name=op.f("fk_bulk_mail_recipient_bulk_mail_id_bulk_mail"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_bulk_mail_recipient_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bulk_mail_id", "registration_id", name=op.f("pk_bulk_mail_recipient")),
    )
    op.create_index("ix_bulk_mail_recipient_domain", "bulk_mail_recipient", ["domain", "written_at"], unique=False)
    op.create_index("ix_bulk_mail_recipient_registration_id", "bulk_mail_recipient", ["registration_id"], unique=False)
    op.create_index(
        "ix_bulk_mail_recipient_state",
        "bulk_mail_recipient",
        ["bulk_mail_id", "state", "registration_id"],
        unique=False,
    )

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name_digest", sa.String(length=32), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_certificate_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_certificate_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_certificate_registration_id")),
    )
    op.create_index("ix_certificate_event", "certificate", ["event_id", "id"], unique=False)

    op.create_table(
        "checkin_walk_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["registration.id"],
            name=op.f("fk_checkin_walk_in_replaces_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_walk_in")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_checkin_walk_in_event_id_key")),
    )
    op.create_index(op.f("ix_checkin_walk_in_registration_id"), "checkin_walk_in", ["registration_id"], unique=False)
    op.create_index(op.f("ix_checkin_walk_in_replaces_id"), "checkin_walk_in", ["replaces_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_consent_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_registration_id"), "consent", ["registration_id"], unique=False)

    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("restrict", "object", "other", "delete", name="requestkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "granted",
                "declined",
                "answered",
                "withdrawn",
                name="requeststate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_organizers", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_data_request_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_data_request_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    op.create_index(
        "ix_data_request_event_state_due", "data_request", ["event_id", "state", "due_at", "id"], unique=False
    )
    op.create_index(op.f("ix_data_request_registration_id"), "data_request", ["registration_id"], unique=False)

    op.create_table(
        "disclosure_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disclosure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosure.id"],
            name=op.f("fk_disclosure_copy_disclosure_id_disclosure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_copy")),
        sa.UniqueConstraint("disclosure_id", "number", name=op.f("uq_disclosure_copy_disclosure_id_number")),
    )
    op.create_table(
        "former_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_former_person_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_former_person_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_person")),
    )
    op.create_index(op.f("ix_former_person_event_id"), "former_person", ["event_id"], unique=False)
    op.create_index(op.f("ix_former_person_registration_id"), "former_person", ["registration_id"], unique=False)

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
        "liaison_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("liaison_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("link", "session", name="keykind", native_enum=False, length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["liaison_id"], ["liaison.id"], name=op.f("fk_liaison_key_liaison_id_liaison"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_liaison_key_token_hash")),
    )
    op.create_index(op.f("ix_liaison_key_liaison_id"), "liaison_key", ["liaison_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("supply", "demand", name="side", native_enum=False, length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "product",
                "technology",
                "platform",
                "rnd",
                "investment",
                "fund",
                "subsidy",
                "park",
                "service",
                "training",
                "standard",
                name="listingkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("topic_id", sa.String(length=40), nullable=True),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("chain_words", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("domestic_replacement", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("confidential", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "shown_to",
            sa.Enum("organizers", "companies", "partners", name="shownto", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("free_of_charge", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "published",
                "declined",
                "withdrawn",
                "expired",
                name="listingstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("own", "liaison", "office", "import", "pasted", name="listingsource", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calendar_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_listing_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["keeper_id"], ["profile_keeper.id"], name=op.f("fk_listing_keeper_id_profile_keeper"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_listing_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_listing_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    op.create_index("ix_listing_event_id", "listing", ["event_id", "id"], unique=False)
    op.create_index("ix_listing_event_state", "listing", ["event_id", "state", "published_at", "id"], unique=False)
    op.create_index(op.f("ix_listing_keeper_id"), "listing", ["keeper_id"], unique=False)
    op.create_index(op.f("ix_listing_organization_id"), "listing", ["organization_id"], unique=False)
    op.create_index(op.f("ix_listing_registration_id"), "listing", ["registration_id"], unique=False)
    op.create_index("ix_listing_state_published", "listing", ["state", "published_at", "id"], unique=False)

    op.create_table(
        "meeting_screen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("calls", "host", name="screenkind", native_enum=False, length=32), nullable=False),
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
    op.create_index(op.f("ix_meeting_screen_event_id"), "meeting_screen", ["event_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_table_hall_id"), "meeting_table", ["hall_id"], unique=False)

    op.create_table(
        "paper_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["checkin_device.id"],
            name=op.f("fk_paper_print_device_id_checkin_device"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_paper_print_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_paper_print_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_print")),
    )
    op.create_index(op.f("ix_paper_print_device_id"), "paper_print", ["device_id"], unique=False)
    op.create_index("ix_paper_print_event_paper", "paper_print", ["event_id", "paper", "language", "id"], unique=False)
    op.create_index(op.f("ix_paper_print_user_id"), "paper_print", ["user_id"], unique=False)

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
    op.create_index(op.f("ix_queue_entry_expires_at"), "queue_entry", ["expires_at"], unique=False)

    op.create_table(
        "registration_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "confirmed",
                "waitlisted",
                "offered",
                "rejected",
                "withdrawn",
                "attended",
                "absent",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("feed_version", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_merge_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["registration.id"],
            name=op.f("fk_registration_merge_kept_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["registration.id"],
            name=op.f("fk_registration_merge_merged_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_merge")),
    )
    op.create_index(op.f("ix_registration_merge_event_id"), "registration_merge", ["event_id"], unique=False)
    op.create_index(op.f("ix_registration_merge_kept_id"), "registration_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_registration_merge_merged_id"), "registration_merge", ["merged_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_room_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_room_venue_id_venue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.create_index(op.f("ix_room_event_id"), "room", ["event_id"], unique=False)
    op.create_index(op.f("ix_room_venue_id"), "room", ["venue_id"], unique=False)

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
        "travel_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_travel_entry_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_travel_entry_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_entry")),
    )
    op.create_index(op.f("ix_travel_entry_event_id"), "travel_entry", ["event_id"], unique=False)
    op.create_index("uq_travel_entry_registration_id_key", "travel_entry", ["registration_id", "key"], unique=True)

    op.create_table(
        "two_people",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_two_people_in_order")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_two_people_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["registration.id"], name=op.f("fk_two_people_first_id_registration"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["registration.id"], name=op.f("fk_two_people_second_id_registration"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_two_people")),
    )
    op.create_index(op.f("ix_two_people_event_id"), "two_people", ["event_id"], unique=False)
    op.create_index(op.f("ix_two_people_second_id"), "two_people", ["second_id"], unique=False)

    op.create_table(
        "unit_word",
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "word", sa.Enum("recommended", "declined", name="word", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "speaker", sa.Enum("liaison", "office", name="speaker", native_enum=False, length=32), nullable=False
        ),
        sa.Column("said_by", sa.String(length=50), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_unit_word_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_unit_word")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "talk",
                "panel",
                "break",
                "group",
                "visit",
                "ceremony",
                "meal",
                "other",
                name="itemkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("location", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("note", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("track_id", sa.Integer(), nullable=True),
        sa.Column("sector_code", sa.String(length=3), nullable=True),
        sa.Column("topic_id", sa.String(length=32), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calendar_digest", sa.String(length=32), server_default="", nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_agenda_item_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_agenda_item_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_parent_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_agenda_item_room_id_room"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["track_id"], ["track.id"], name=op.f("fk_agenda_item_track_id_track"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_agenda_item_uid")),
    )
    op.create_index("ix_agenda_item_event", "agenda_item", ["event_id", "starts_at", "position", "id"], unique=False)
    op.create_index(op.f("ix_agenda_item_parent_id"), "agenda_item", ["parent_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_room_id"), "agenda_item", ["room_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_track_id"), "agenda_item", ["track_id"], unique=False)

    op.create_table(
        "disclosed_person",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("with_document", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("with_plan", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copy_id"],
            ["disclosure_copy.id"],
            name=op.f("fk_disclosed_person_copy_id_disclosure_copy"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_disclosed_person_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("copy_id", "registration_id", name=op.f("pk_disclosed_person")),
    )
    op.create_index("ix_disclosed_person_registration_id", "disclosed_person", ["registration_id"], unique=False)

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
    op.create_index(op.f("ix_hotel_stay_event_id"), "hotel_stay", ["event_id"], unique=False)
    op.create_index(op.f("ix_hotel_stay_room_id"), "hotel_stay", ["room_id"], unique=False)
    op.create_index(op.f("ix_hotel_stay_shown_room_id"), "hotel_stay", ["shown_room_id"], unique=False)

    op.create_table(
        "listing_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_file_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_file")),
        sa.UniqueConstraint("key", name=op.f("uq_listing_file_key")),
    )
    op.create_index(op.f("ix_listing_file_listing_id"), "listing_file", ["listing_id"], unique=False)

    op.create_table(
        "listing_verdict",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("has_good_match", sa.Boolean(), nullable=False),
        sa.Column("why_not", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_listing_verdict_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_verdict_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_listing_verdict")),
    )
    op.create_index(op.f("ix_listing_verdict_event_id"), "listing_verdict", ["event_id"], unique=False)

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
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shows_tentative", sa.Boolean(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("may_call", sa.Boolean(), server_default=sa.false(), nullable=False),
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
    op.create_index(op.f("ix_meeting_party_organization_id"), "meeting_party", ["organization_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_table_closure_table_id"), "meeting_table_closure", ["table_id"], unique=False)

    op.create_table(
        "near_listing",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.CheckConstraint("listing_id <> other_id", name=op.f("ck_near_listing_two_listings")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_near_listing_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["listing.id"], name=op.f("fk_near_listing_other_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "other_id", name=op.f("pk_near_listing")),
    )
    op.create_index(op.f("ix_near_listing_other_id"), "near_listing", ["other_id"], unique=False)

    op.create_table(
        "printed_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("print_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["print_id"], ["paper_print.id"], name=op.f("fk_printed_part_print_id_paper_print"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_printed_part_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_part")),
        sa.UniqueConstraint("print_id", "registration_id", name=op.f("uq_printed_part_print_id_registration_id")),
    )
    op.create_index(op.f("ix_printed_part_registration_id"), "printed_part", ["registration_id"], unique=False)

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
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_list_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_checkin_list_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_list")),
    )
    op.create_index(op.f("ix_checkin_list_event_id"), "checkin_list", ["event_id"], unique=False)
    op.create_index(op.f("ix_checkin_list_item_id"), "checkin_list", ["item_id"], unique=False)

    op.create_table(
        "imported_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("new", "changed", "left_out", name="outcome", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("liaison_id", sa.Integer(), nullable=True),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("stamp", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_imported_row_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_imported_row_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["liaison_id"], ["liaison.id"], name=op.f("fk_imported_row_liaison_id_liaison"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_imported_row_listing_id_listing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_imported_row_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_imported_row_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
    )
    op.create_index(op.f("ix_imported_row_batch_id"), "imported_row", ["batch_id"], unique=False)
    op.create_index(op.f("ix_imported_row_item_id"), "imported_row", ["item_id"], unique=False)
    op.create_index(op.f("ix_imported_row_liaison_id"), "imported_row", ["liaison_id"], unique=False)
    op.create_index(op.f("ix_imported_row_listing_id"), "imported_row", ["listing_id"], unique=False)
    op.create_index(op.f("ix_imported_row_organization_id"), "imported_row", ["organization_id"], unique=False)
    op.create_index(op.f("ix_imported_row_registration_id"), "imported_row", ["registration_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_call_event_id"), "meeting_call", ["event_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_exclusion_event_id"), "meeting_exclusion", ["event_id"], unique=False)
    op.create_index(op.f("ix_meeting_exclusion_other_id"), "meeting_exclusion", ["other_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_no_thanks_event_id"), "meeting_no_thanks", ["event_id"], unique=False)

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
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
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
    op.create_index(op.f("ix_meeting_representative_party_id"), "meeting_representative", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_meeting_representative_registration_id"), "meeting_representative", ["registration_id"], unique=False
    )

    op.create_table(
        "partner_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("not_for_us", "met_before", name="opinionkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_partner_opinion_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_partner_opinion_listing_id_listing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_opinion_other_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_opinion_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_opinion")),
        sa.UniqueConstraint("party_id", "other_id", name=op.f("uq_partner_opinion_party_id_other_id")),
    )
    op.create_index(op.f("ix_partner_opinion_event_id"), "partner_opinion", ["event_id"], unique=False)
    op.create_index(op.f("ix_partner_opinion_other_id"), "partner_opinion", ["other_id"], unique=False)

    op.create_table(
        "partner_suggestion",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("supply_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("demander_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("is_likely", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["listing.id"], name=op.f("fk_partner_suggestion_demand_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["demander_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_suggestion_demander_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_partner_suggestion_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_suggestion_supplier_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["listing.id"], name=op.f("fk_partner_suggestion_supply_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("demand_id", "supply_id", name=op.f("pk_partner_suggestion")),
    )
    op.create_index("ix_partner_suggestion_demander", "partner_suggestion", ["demander_id", "is_chosen"], unique=False)
    op.create_index("ix_partner_suggestion_event", "partner_suggestion", ["event_id", "is_chosen"], unique=False)
    op.create_index("ix_partner_suggestion_supplier", "partner_suggestion", ["supplier_id", "is_chosen"], unique=False)
    op.create_index(op.f("ix_partner_suggestion_supply_id"), "partner_suggestion", ["supply_id"], unique=False)

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
    op.create_index(op.f("ix_seating_plan_event_id"), "seating_plan", ["event_id"], unique=False)
    op.create_index(op.f("ix_seating_plan_item_id"), "seating_plan", ["item_id"], unique=False)

    op.create_table(
        "signup",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.Enum("held", "waiting", name="signupstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_signup_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_signup_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_signup")),
    )
    op.create_index("ix_signup_item", "signup", ["item_id", "state", "asked_at", "registration_id"], unique=False)

    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "speaker",
                "chair",
                "panelist",
                "convener",
                "recorder",
                "guide",
                name="speakerrole",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("organization", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_speaker_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_speaker_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_event_id"), "speaker", ["event_id"], unique=False)
    op.create_index(op.f("ix_speaker_item_id"), "speaker", ["item_id"], unique=False)

    op.create_table(
        "suggestion_choice",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column(
            "often", sa.Enum("never", "daily", "weekly", name="often", native_enum=False, length=32), nullable=False
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_suggestion_choice_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_suggestion_choice")),
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("intro", sa.JSON(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column(
            "split_by",
            sa.Enum("nothing", "role", "province", name="splitby", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("only_attended", sa.Boolean(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR closes_at > opens_at", name=op.f("ck_survey_closes_after_opening")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_survey_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_survey_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_index(op.f("ix_survey_event_id"), "survey", ["event_id"], unique=False)
    op.create_index(op.f("ix_survey_item_id"), "survey", ["item_id"], unique=False)

    op.create_table(
        "training_session",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.CheckConstraint("tenths > 0", name=op.f("ck_training_session_has_hours")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_training_session_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_training_session_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_training_session")),
    )
    op.create_index(op.f("ix_training_session_event_id"), "training_session", ["event_id"], unique=False)

    op.create_table(
        "visit_stop",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.JSON(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("sights", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("safety", sa.JSON(), nullable=False),
        sa.Column("not_organizations", sa.JSON(), nullable=False),
        sa.Column("not_sectors", sa.JSON(), nullable=False),
        sa.Column("not_types", sa.JSON(), nullable=False),
        sa.Column("admits_abroad", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_visit_stop_capacity_is_positive")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_visit_stop_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_visit_stop_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_visit_stop")),
    )
    op.create_index(op.f("ix_visit_stop_event_id"), "visit_stop", ["event_id"], unique=False)

    op.create_table(
        "checkin_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "in", "out", "walk_in", "substitute", "undo", "note", name="checkinkind", native_enum=False, length=32
            ),
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
                "not_replaced",
                "here",
                "replaced",
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
    op.create_index(op.f("ix_checkin_act_device_id"), "checkin_act", ["device_id"], unique=False)
    op.create_index("ix_checkin_act_kind", "checkin_act", ["event_id", "kind"], unique=False)
    op.create_index(op.f("ix_checkin_act_list_id"), "checkin_act", ["list_id"], unique=False)
    op.create_index("ix_checkin_act_registration", "checkin_act", ["registration_id", "list_id"], unique=False)
    op.create_index(op.f("ix_checkin_act_walk_in_id"), "checkin_act", ["walk_in_id"], unique=False)
    op.create_index("uq_checkin_act_number", "checkin_act", ["event_id", "number"], unique=True)

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
    op.create_index(op.f("ix_meeting_absence_party_id"), "meeting_absence", ["party_id"], unique=False)

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
        sa.Column("reason_code", sa.String(length=20), server_default="", nullable=False),
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
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expiry_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asker_hinted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_hinted_at", sa.DateTime(timezone=True), nullable=True),
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
    op.create_index("ix_meeting_request_asked", "meeting_request", ["asked_id", "state"], unique=False)
    op.create_index("ix_meeting_request_asker", "meeting_request", ["asker_id", "state"], unique=False)
    op.create_index("ix_meeting_request_event_state", "meeting_request", ["event_id", "state", "id"], unique=False)
    op.create_index(
        "ix_meeting_request_expires",
        "meeting_request",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_index(
        "uq_meeting_request_standing",
        "meeting_request",
        ["first_id", "second_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('asked', 'accepted')"),
        postgresql_where=sa.text("state IN ('asked', 'accepted')"),
    )

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
    op.create_index(op.f("ix_ride_event_id"), "ride", ["event_id"], unique=False)
    op.create_index(op.f("ix_ride_list_id"), "ride", ["list_id"], unique=False)
    op.create_index(op.f("ix_ride_vehicle_id"), "ride", ["vehicle_id"], unique=False)

    op.create_table(
        "rostrum_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("organization", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.CheckConstraint('("row" IS NULL) = (number IS NULL)', name=op.f("ck_rostrum_guest_whole_place")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["seating_plan.id"], name=op.f("fk_rostrum_guest_plan_id_seating_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rostrum_guest")),
        sa.UniqueConstraint("plan_id", "row", "number", name=op.f("uq_rostrum_guest_plan_id_row_number")),
    )
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
    op.create_index(op.f("ix_seating_place_registration_id"), "seating_place", ["registration_id"], unique=False)

    op.create_table(
        "survey_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.String(length=100), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_survey_code_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_code_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_code")),
    )
    op.create_index(op.f("ix_survey_code_item_id"), "survey_code", ["item_id"], unique=False)
    op.create_index(op.f("ix_survey_code_survey_id"), "survey_code", ["survey_id"], unique=False)

    op.create_table(
        "survey_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "section",
                "scale",
                "matrix",
                "choice",
                "choices",
                "yes_no",
                "text",
                name="surveykind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("condition", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_question_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("survey_id", "key", name=op.f("uq_survey_question_survey_id_key")),
    )
    op.create_table(
        "survey_ticket",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_survey_ticket_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_ticket_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", "registration_id", name=op.f("pk_survey_ticket")),
    )
    op.create_index(op.f("ix_survey_ticket_registration_id"), "survey_ticket", ["registration_id"], unique=False)

    op.create_table(
        "survey_urn",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Text(), nullable=True),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_urn_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_urn")),
    )
    op.create_table(
        "visit_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("after >= 0 AND minutes > 0", name=op.f("ck_visit_batch_lasts")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["visit_stop.item_id"], name=op.f("fk_visit_batch_item_id_visit_stop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_batch")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_visit_batch_item_id_number")),
    )
    op.create_table(
        "visit_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("adopt", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("edited", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["visit_stop.item_id"], name=op.f("fk_visit_finding_item_id_visit_stop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_visit_finding_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_finding")),
        sa.UniqueConstraint("item_id", "registration_id", name=op.f("uq_visit_finding_item_id_registration_id")),
    )
    op.create_index(op.f("ix_visit_finding_item_id"), "visit_finding", ["item_id"], unique=False)
    op.create_index(op.f("ix_visit_finding_registration_id"), "visit_finding", ["registration_id"], unique=False)

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
        sa.Column("former_ids", sa.JSON(), nullable=False),
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
    op.create_index("ix_meeting_event_start", "meeting", ["event_id", "starts_at", "id"], unique=False)
    op.create_index("ix_meeting_table_start", "meeting", ["table_id", "starts_at"], unique=False)

    op.create_table(
        "meeting_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("offered", "taken", "declined", "withdrawn", name="offerstate", native_enum=False, length=32),
            nullable=False,
        ),
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
    op.create_index("ix_meeting_offer_event", "meeting_offer", ["event_id", "state", "id"], unique=False)
    op.create_index(
        "uq_meeting_offer_standing",
        "meeting_offer",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("state = 'offered'"),
        postgresql_where=sa.text("state = 'offered'"),
    )

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
    op.create_index(
        op.f("ix_meeting_request_message_request_id"), "meeting_request_message", ["request_id"], unique=False
    )

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
    op.create_index(op.f("ix_ride_seat_registration_id"), "ride_seat", ["registration_id"], unique=False)

    op.create_table(
        "survey_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["survey_code.id"], name=op.f("fk_survey_answer_code_id_survey_code"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_survey_answer_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_answer_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint("survey_id", "registration_id", name=op.f("uq_survey_answer_survey_id_registration_id")),
    )
    op.create_index(op.f("ix_survey_answer_code_id"), "survey_answer", ["code_id"], unique=False)
    op.create_index(op.f("ix_survey_answer_registration_id"), "survey_answer", ["registration_id"], unique=False)

    op.create_table(
        "visit_place",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column(
            "why",
            sa.Enum("together", "parted", "alone", "by_hand", name="why", native_enum=False, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["visit_batch.id"], name=op.f("fk_visit_place_batch_id_visit_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["visit_stop.item_id"], name=op.f("fk_visit_place_item_id_visit_stop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_visit_place_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "registration_id", name=op.f("pk_visit_place")),
    )
    op.create_index(op.f("ix_visit_place_batch_id"), "visit_place", ["batch_id"], unique=False)
    op.create_index("ix_visit_place_registration_id", "visit_place", ["registration_id"], unique=False)

    op.create_table(
        "deal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("likeness_key", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "investment", "purchase", "r_and_d", "service", "other", name="dealtype", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "intention",
                "agreement",
                "contract",
                "started",
                "in_production",
                "ended",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "reached",
            sa.Enum(
                "intention",
                "agreement",
                "contract",
                "started",
                "in_production",
                "ended",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("told_by_code", sa.String(length=6), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("stems_from_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_deal_amount_not_negative")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_deal_merged_into_another")),
        sa.CheckConstraint("stems_from_id <> id", name=op.f("ck_deal_stems_from_another")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_deal_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_deal_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["deal.id"], name=op.f("fk_deal_merged_into_id_deal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["stems_from_id"], ["deal.id"], name=op.f("fk_deal_stems_from_id_deal"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
    )
    op.create_index("ix_deal_event_amount", "deal", ["event_id", "amount", "id"], unique=False)
    op.create_index("ix_deal_event_id", "deal", ["event_id", "created_at", "id"], unique=False)
    op.create_index(op.f("ix_deal_meeting_id"), "deal", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_deal_merged_into_id"), "deal", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_deal_stems_from_id"), "deal", ["stems_from_id"], unique=False)

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
                "absent",
                "table_lost",
                "walk_in",
                "request",
                "repair",
                "undo",
                "arrived",
                "started",
                "missed",
                "held",
                "result",
                "offer",
                name="actkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("teller", sa.String(length=40), server_default="", nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("repair_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_meeting_day_act_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_day_act_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_meeting_day_act_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["repair_id"],
            ["meeting_repair.id"],
            name=op.f("fk_meeting_day_act_repair_id_meeting_repair"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_day_act")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_meeting_day_act_event_id_key")),
    )
    op.create_index("ix_meeting_day_act_event", "meeting_day_act", ["event_id", "id"], unique=False)
    op.create_index(op.f("ix_meeting_day_act_meeting_id"), "meeting_day_act", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_meeting_day_act_party_id"), "meeting_day_act", ["party_id"], unique=False)
    op.create_index(op.f("ix_meeting_day_act_repair_id"), "meeting_day_act", ["repair_id"], unique=False)

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
    op.create_index(op.f("ix_meeting_result_party_id"), "meeting_result", ["party_id"], unique=False)

    op.create_table(
        "deal_amount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "planned_investment",
                "foreign_province_funds",
                "funds_in_place",
                "contract_value",
                name="amountkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("original", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("rate_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_deal_amount_amount_not_negative")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_amount_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_amount")),
        sa.UniqueConstraint("deal_id", "kind", name=op.f("uq_deal_amount_deal_id_kind")),
    )
    op.create_table(
        "deal_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "intention",
                "agreement",
                "contract",
                "started",
                "in_production",
                "ended",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_evidence_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_evidence")),
    )
    op.create_index(op.f("ix_deal_evidence_deal_id"), "deal_evidence", ["deal_id"], unique=False)

    op.create_table(
        "deal_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_deal_merge_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["deal.id"], name=op.f("fk_deal_merge_kept_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["deal.id"], name=op.f("fk_deal_merge_merged_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_merge")),
    )
    op.create_index(op.f("ix_deal_merge_event_id"), "deal_merge", ["event_id"], unique=False)
    op.create_index(op.f("ix_deal_merge_kept_id"), "deal_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_deal_merge_merged_id"), "deal_merge", ["merged_id"], unique=False)

    op.create_table(
        "deal_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Enum("a", "b", "other", name="partyrole", native_enum=False, length=32), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("likeness_key", sa.String(length=200), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=True),
        sa.Column("sector_code", sa.String(length=3), nullable=True),
        sa.Column("contact_name", sa.String(length=50), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("contact_mobile", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_deal_party_name_not_empty")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_party_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_deal_party_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_deal_party_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_party")),
        sa.UniqueConstraint("deal_id", "position", name=op.f("uq_deal_party_deal_id_position")),
    )
    op.create_index("ix_deal_party_contact_email", "deal_party", ["contact_email"], unique=False)
    op.create_index("ix_deal_party_likeness_key", "deal_party", ["likeness_key"], unique=False)
    op.create_index(op.f("ix_deal_party_organization_id"), "deal_party", ["organization_id"], unique=False)
    op.create_index(op.f("ix_deal_party_registration_id"), "deal_party", ["registration_id"], unique=False)

    op.create_table(
        "deal_reminded",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_reminded_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["deal_reminder.id"],
            name=op.f("fk_deal_reminded_reminder_id_deal_reminder"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_reminded")),
        sa.UniqueConstraint("deal_id", "email", "months", name=op.f("uq_deal_reminded_deal_id_email_months")),
    )
    op.create_index(op.f("ix_deal_reminded_reminder_id"), "deal_reminded", ["reminder_id"], unique=False)

    op.create_table(
        "deal_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        sa.Column("teller", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("still", "advanced", "ended", "funds", name="reportkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "intention",
                "agreement",
                "contract",
                "started",
                "in_production",
                "ended",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("waiting", "taken", "declined", name="reportstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_report_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["deal_reminder.id"],
            name=op.f("fk_deal_report_reminder_id_deal_reminder"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_report")),
    )
    op.create_index("ix_deal_report_deal_id", "deal_report", ["deal_id", "id"], unique=False)
    op.create_index(op.f("ix_deal_report_reminder_id"), "deal_report", ["reminder_id"], unique=False)

    op.create_table(
        "deal_stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column(
            "from_stage",
            sa.Enum(
                "intention",
                "agreement",
                "contract",
                "started",
                "in_production",
                "ended",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "intention",
                "agreement",
                "contract",
                "started",
                "in_production",
                "ended",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "told_by", sa.Enum("office", "link", "meeting", name="toldby", native_enum=False, length=32), nullable=False
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_stage_change_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_stage_change")),
    )
    op.create_index(op.f("ix_deal_stage_change_deal_id"), "deal_stage_change", ["deal_id"], unique=False)

    op.create_table(
        "two_deals",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_two_deals_in_order")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_two_deals_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["first_id"], ["deal.id"], name=op.f("fk_two_deals_first_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["second_id"], ["deal.id"], name=op.f("fk_two_deals_second_id_deal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_two_deals")),
    )
    op.create_index(op.f("ix_two_deals_event_id"), "two_deals", ["event_id"], unique=False)
    op.create_index(op.f("ix_two_deals_second_id"), "two_deals", ["second_id"], unique=False)
    revision = sa.table("site_revision", sa.column("scope", sa.String()), sa.column("value", sa.Integer()))
    op.bulk_insert(revision, [{"scope": "site", "value": 1}])  # pages count it up, and never make it


def downgrade() -> None:
    op.drop_table("two_deals")
    op.drop_table("deal_stage_change")
    op.drop_table("deal_report")
    op.drop_table("deal_reminded")
    op.drop_table("deal_party")
    op.drop_table("deal_merge")
    op.drop_table("deal_evidence")
    op.drop_table("deal_amount")
    op.drop_table("meeting_result")
    op.drop_table("meeting_day_act")
    op.drop_table("deal")
    op.drop_table("visit_place")
    op.drop_table("survey_answer")
    op.drop_table("ride_seat")
    op.drop_table("meeting_request_message")
    op.drop_table("meeting_offer")
    op.drop_table("meeting")
    op.drop_table("visit_finding")
    op.drop_table("visit_batch")
    op.drop_table("survey_urn")
    op.drop_table("survey_ticket")
    op.drop_table("survey_question")
    op.drop_table("survey_code")
    op.drop_table("seating_place")
    op.drop_table("rostrum_guest")
    op.drop_table("ride")
    op.drop_table("meeting_request")
    op.drop_table("meeting_absence")
    op.drop_table("checkin_act")
    op.drop_table("visit_stop")
    op.drop_table("training_session")
    op.drop_table("survey")
    op.drop_table("suggestion_choice")
    op.drop_table("speaker")
    op.drop_table("signup")
    op.drop_table("seating_plan")
    op.drop_table("partner_suggestion")
    op.drop_table("partner_opinion")
    op.drop_table("meeting_representative")
    op.drop_table("meeting_no_thanks")
    op.drop_table("meeting_exclusion")
    op.drop_table("meeting_call")
    op.drop_table("imported_row")
    op.drop_table("checkin_list")
    op.drop_table("printed_part")
    op.drop_table("near_listing")
    op.drop_table("meeting_table_closure")
    op.drop_table("meeting_party")
    op.drop_table("listing_verdict")
    op.drop_table("listing_file")
    op.drop_table("hotel_stay")
    op.drop_table("disclosed_person")
    op.drop_table("agenda_item")
    op.drop_table("unit_word")
    op.drop_table("two_people")
    op.drop_table("travel_entry")
    op.drop_table("timetable_publication")
    op.drop_table("room")
    op.drop_table("registration_merge")
    op.drop_table("queue_entry")
    op.drop_table("paper_print")
    op.drop_table("meeting_table")
    op.drop_table("meeting_screen")
    op.drop_table("listing")
    op.drop_table("liaison_key")
    op.drop_table("hotel_room")
    op.drop_table("former_person")
    op.drop_table("disclosure_copy")
    op.drop_table("data_request")
    op.drop_table("consent")
    op.drop_table("checkin_walk_in")
    op.drop_table("certificate")
    op.drop_table("bulk_mail_recipient")
    op.drop_table("bulk_mail_file")
    op.drop_table("answer_file")
    op.drop_table("venue")
    op.drop_table("vehicle")
    op.drop_table("training")
    op.drop_table("track")
    op.drop_table("timetable_draft")
    op.drop_table("team_member")
    op.drop_table("team_invitation")
    op.drop_table("suggestion_run")
    op.drop_table("short_message")
    op.drop_table("saved_table")
    op.drop_table("removed_question")
    op.drop_table("registration_tally_version")
    op.drop_table("registration_tally")
    op.drop_table("registration")
    op.drop_table("region_set")
    op.drop_table("quota_plan")
    op.drop_table("queue_plan")
    op.drop_table("question")
    op.drop_table("profile_keeper")
    op.drop_table("privacy_notice")
    op.drop_table("paper_order")
    op.drop_table("paper_look")
    op.drop_table("notice")
    op.drop_table("meeting_repair")
    op.drop_table("meeting_plan")
    op.drop_table("meeting_hall")
    op.drop_table("meeting_block")
    op.drop_table("meeting_assistant")
    op.drop_table("lodging_plan")
    op.drop_table("listing_settings")
    op.drop_table("liaison")
    op.drop_table("legal_hold")
    op.drop_table("invited_unit")
    op.drop_table("import_batch")
    op.drop_table("hotel")
    op.drop_table("host_body")
    op.drop_table("handbook")
    op.drop_table("group_robot")
    op.drop_table("gone_deadline")
    op.drop_table("form_draft")
    op.drop_table("event_topic")
    op.drop_table("event_sector")
    op.drop_table("event_invitation")
    op.drop_table("disclosure")
    op.drop_table("delegation_plan")
    op.drop_table("delegation_chase")
    op.drop_table("delegation")
    op.drop_table("deal_reminder")
    op.drop_table("deal_plan")
    op.drop_table("deadline")
    op.drop_table("column_set")
    op.drop_table("checkin_settled")
    op.drop_table("checkin_device")
    op.drop_table("checkin_counter")
    op.drop_table("bulk_mail")
    op.drop_table("bulk_decision")
    op.drop_table("attachment")
    op.drop_table("action_item")
    op.drop_table("user_session")
    op.drop_table("two_organizations")
    op.drop_table("recovery_code")
    op.drop_table("person")
    op.drop_table("passkey")
    op.drop_table("organization_profile")
    op.drop_table("organization_merge")
    op.drop_table("one_time_link")
    op.drop_table("event")
    op.drop_table("worker")
    op.drop_table("way_out")
    op.drop_table("user_account")
    op.drop_table("trail_seal")
    op.drop_table("told_first_number")
    op.drop_table("told_entry")
    op.drop_table("spent_form")
    op.drop_table("site_revision")
    op.drop_table("series")
    op.drop_table("rate_hit")
    op.drop_table("organization")
    op.drop_table("opt_out")
    op.drop_table("mailing")
    op.drop_table("letter_text")
    op.drop_table("letter")
    op.drop_table("key_fingerprint")
    op.drop_table("job")
    op.drop_table("entry_form")
    op.drop_table("channel_message")
    op.drop_table("audit_entry")
