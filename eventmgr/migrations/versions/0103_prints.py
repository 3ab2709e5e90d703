"""What was printed of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0103"
down_revision = "0101"


def upgrade() -> None:
    op.create_table(
        "paper_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_paper_print_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_paper_print_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_print")),
    )
    op.create_index("ix_paper_print_event_paper", "paper_print", ["event_id", "paper", "language", "id"], unique=False)
    op.create_index("ix_paper_print_user_id", "paper_print", ["user_id"], unique=False)
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
    op.create_index("ix_printed_part_registration_id", "printed_part", ["registration_id"], unique=False)


def downgrade() -> None:
    op.drop_table("printed_part")
    op.drop_table("paper_print")
