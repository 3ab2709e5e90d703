"""Calls for cases, what is submitted to them, who reviews it, and the scores."""

import sqlalchemy as sa
from alembic import op

revision = "0142"
down_revision = "0141"


def upgrade() -> None:
    _calls()
    _submissions()
    op.create_table(
        "case_reviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("organization_key", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["case_call.id"], name=op.f("fk_case_reviewer_call_id_case_call"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reviewer")),
    )
    with op.batch_alter_table("case_reviewer") as batch:
        batch.create_index(op.f("ix_case_reviewer_call_id"), ["call_id"])
    op.create_table(
        "case_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("has_interest", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("effect", sa.Integer(), nullable=False),
        sa.Column("transfer", sa.Integer(), nullable=False),
        sa.Column("novelty", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "has_interest OR (effect BETWEEN 1 AND 5 AND transfer BETWEEN 1 AND 5 AND novelty BETWEEN 1 AND 5)",
            name=op.f("ck_case_score_scored_or_interested"),
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["case_submission.id"],
            name=op.f("fk_case_score_submission_id_case_submission"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["case_reviewer.id"],
            name=op.f("fk_case_score_reviewer_id_case_reviewer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_score")),
        sa.UniqueConstraint("submission_id", "reviewer_id", name=op.f("uq_case_score_submission_id_reviewer_id")),
    )
    with op.batch_alter_table("case_score") as batch:
        batch.create_index(op.f("ix_case_score_reviewer_id"), ["reviewer_id"])


def _calls() -> None:
    op.create_table(
        "case_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("everybody", "provinces", name="callaudience", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "decided", name="callstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("submitted", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_case_call_closes_after_it_opens")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_case_call_event_id_event"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_call")),
        sa.UniqueConstraint("slug", name=op.f("uq_case_call_slug")),
    )
    with op.batch_alter_table("case_call") as batch:
        batch.create_index(op.f("ix_case_call_event_id"), ["event_id"])
        batch.create_index("ix_case_call_state_closes", ["state", "closes_on", "id"])


def _submissions() -> None:
    op.create_table(
        "case_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("organization_key", sa.String(length=200), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("contact_name", sa.String(length=50), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unconfirmed",
                "submitted",
                "selected",
                "not_selected",
                "withdrawn",
                name="submissionstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("average", sa.Integer(), nullable=False),
        sa.Column("scored", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["case_call.id"], name=op.f("fk_case_submission_call_id_case_call"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["user_account.id"],
            name=op.f("fk_case_submission_entered_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_study.id"], name=op.f("fk_case_submission_case_id_case_study"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_submission")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_case_submission_call_id_number")),
    )
    with op.batch_alter_table("case_submission") as batch:
        batch.create_index("ix_case_submission_call_state", ["call_id", "state", "id"])
        batch.create_index("ix_case_submission_call_average", ["call_id", "average", "id"])
        batch.create_index(op.f("ix_case_submission_province_code"), ["province_code"])
        batch.create_index(op.f("ix_case_submission_entered_by_id"), ["entered_by_id"])
        batch.create_index(op.f("ix_case_submission_case_id"), ["case_id"])


def downgrade() -> None:
    for table in ("case_score", "case_reviewer", "case_submission", "case_call"):
        op.drop_table(table)
