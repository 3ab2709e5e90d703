"""Organizations that have adopted a case; marks of participants."""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0140"


def upgrade() -> None:
    op.create_table(
        "case_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("reported", "published", "declined", name="adoptionstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_study.id"], name=op.f("fk_case_adoption_case_id_case_study"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_adoption_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_adoption")),
    )
    with op.batch_alter_table("case_adoption") as batch:
        batch.create_index("ix_case_adoption_case", ["case_id", "organization_id", "id"])
        batch.create_index("ix_case_adoption_state_decided", ["state", "decided_at", "id"])
        batch.create_index(op.f("ix_case_adoption_organization_id"), ["organization_id"])
    with op.batch_alter_table("case_mark") as batch:
        batch.add_column(sa.Column("registration_id", sa.Integer(), nullable=True))
        batch.create_index(op.f("ix_case_mark_registration_id"), ["registration_id"])
        batch.create_foreign_key(
            op.f("fk_case_mark_registration_id_registration"),
            "registration",
            ["registration_id"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    with op.batch_alter_table("case_mark") as batch:
        batch.drop_constraint(op.f("fk_case_mark_registration_id_registration"), type_="foreignkey")
        batch.drop_index(op.f("ix_case_mark_registration_id"))
        batch.drop_column("registration_id")
    op.drop_table("case_adoption")
