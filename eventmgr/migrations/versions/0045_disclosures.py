"""Lists for recipients outside the house, their copies, and who stood in each."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("columns", sa.String(length=200), nullable=False),
        sa.Column("mobile_need", sa.String(length=200), nullable=False),
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
    op.create_index("ix_disclosure_event_id", "disclosure", ["event_id", "id"])
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
        "disclosed_person",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
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
    op.create_index("ix_disclosed_person_registration_id", "disclosed_person", ["registration_id"])


def downgrade() -> None:
    op.drop_index("ix_disclosed_person_registration_id", table_name="disclosed_person")
    op.drop_table("disclosed_person")
    op.drop_table("disclosure_copy")
    op.drop_index("ix_disclosure_event_id", table_name="disclosure")
    op.drop_table("disclosure")
