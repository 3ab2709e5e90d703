"""The desk: who answers, requests with what was said and their files, published answers."""

import sqlalchemy as sa
from alembic import op

revision = "0134"
down_revision = "0133"


def upgrade() -> None:
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("answered_by", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("own_categories", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        sa.UniqueConstraint("province_code", name=op.f("uq_desk_province_code")),
    )
    op.create_table(
        "desk_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=False),
        sa.Column(
            "stage",
            sa.Enum("open", "asked_back", "answered", "withdrawn", name="requeststage", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_id", sa.Integer(), nullable=True),
        sa.Column("expert_name", sa.String(length=50), nullable=False),
        sa.Column("expert_email", sa.String(length=254), nullable=False),
        sa.Column("expert_version", sa.Integer(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name=op.f("ck_desk_request_satisfaction_in_stars")
        ),
        sa.ForeignKeyConstraint(
            ["assigned_id"],
            ["user_account.id"],
            name=op.f("fk_desk_request_assigned_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_request")),
        sa.UniqueConstraint("number", name=op.f("uq_desk_request_number")),
    )
    with op.batch_alter_table("desk_request", schema=None) as batch_op:
        batch_op.create_index("ix_desk_request_asked", ["asked_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_request_assigned_id"), ["assigned_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_request_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(
            "ix_desk_request_province_stage_due", ["province_code", "stage", "due_at", "id"], unique=False
        )
        batch_op.create_index("ix_desk_request_stage_due", ["stage", "due_at", "id"], unique=False)

    op.create_table(
        "desk_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["desk_request.id"],
            name=op.f("fk_desk_answer_request_id_desk_request"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_answer")),
        sa.UniqueConstraint("uid", name=op.f("uq_desk_answer_uid")),
    )
    with op.batch_alter_table("desk_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_desk_answer_province", ["province_code", "is_published", "published_at", "id"], unique=False
        )
        batch_op.create_index("ix_desk_answer_public", ["is_published", "published_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_answer_request_id"), ["request_id"], unique=False)

    op.create_table(
        "desk_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["desk_request.id"], name=op.f("fk_desk_file_request_id_desk_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_file")),
        sa.UniqueConstraint("key", name=op.f("uq_desk_file_key")),
    )
    with op.batch_alter_table("desk_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_file_request_id"), ["request_id"], unique=False)

    op.create_table(
        "desk_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "question",
                "asked_back",
                "reply",
                "handed_over",
                "answer",
                name="linekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["desk_request.id"], name=op.f("fk_desk_line_request_id_desk_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_line")),
    )
    with op.batch_alter_table("desk_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_line_request_id"), ["request_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("desk_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_line_request_id"))

    op.drop_table("desk_line")
    with op.batch_alter_table("desk_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_file_request_id"))

    op.drop_table("desk_file")
    with op.batch_alter_table("desk_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_answer_request_id"))
        batch_op.drop_index("ix_desk_answer_public")
        batch_op.drop_index("ix_desk_answer_province")

    op.drop_table("desk_answer")
    with op.batch_alter_table("desk_request", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_request_stage_due")
        batch_op.drop_index("ix_desk_request_province_stage_due")
        batch_op.drop_index(batch_op.f("ix_desk_request_closed_at"))
        batch_op.drop_index(batch_op.f("ix_desk_request_assigned_id"))
        batch_op.drop_index("ix_desk_request_asked")

    op.drop_table("desk_request")
    op.drop_table("desk")
