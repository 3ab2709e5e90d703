"""Exchange papers of delegations, in versions, and by when they are due."""

import sqlalchemy as sa
from alembic import op

revision = "0150"
down_revision = "0149"


def upgrade() -> None:
    op.create_table(
        "exchange_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column(
            "state",
            sa.Enum("to_check", "returned", "accepted", name="paperstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_exchange_paper_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_paper")),
        sa.UniqueConstraint("event_id", "unit_code", name=op.f("uq_exchange_paper_event_id_unit_code")),
    )
    op.create_table(
        "exchange_paper_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_office", sa.Boolean(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["exchange_paper.id"],
            name=op.f("fk_exchange_paper_version_paper_id_exchange_paper"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_paper_version")),
        sa.UniqueConstraint("paper_id", "number", name=op.f("uq_exchange_paper_version_paper_id_number")),
    )
    with op.batch_alter_table("delegation") as batch:
        batch.add_column(sa.Column("paper_due_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("delegation_plan") as batch:
        batch.add_column(sa.Column("paper_due_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("delegation_plan") as batch:
        batch.drop_column("paper_due_at")

    with op.batch_alter_table("delegation") as batch:
        batch.drop_column("paper_due_at")

    op.drop_table("exchange_paper_version")
    op.drop_table("exchange_paper")
