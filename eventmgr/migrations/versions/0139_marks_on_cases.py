"""Organizations that want to learn from a case."""

import sqlalchemy as sa
from alembic import op

revision = "0139"
down_revision = "0138"


def upgrade() -> None:
    op.create_table(
        "case_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_study.id"], name=op.f("fk_case_mark_case_id_case_study"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_mark_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_mark")),
    )
    with op.batch_alter_table("case_mark") as batch:
        batch.create_index("ix_case_mark_case", ["case_id", "organization_id"])
        batch.create_index(op.f("ix_case_mark_organization_id"), ["organization_id"])


def downgrade() -> None:
    op.drop_table("case_mark")
