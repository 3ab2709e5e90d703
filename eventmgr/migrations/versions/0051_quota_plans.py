"""The tally counts by capacity too; a common pool, cells inside quotas, and when unused places go back."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

_ROLES = ("delegate", "leader", "contact", "expert", "speaker", "company", "media", "staff")
_STATUSES = ("pending", "confirmed", "waitlisted", "rejected", "withdrawn", "attended", "absent")
_KEY = ("event_id", "unit_code", "province_code", "sector_code")


def upgrade() -> None:
    op.drop_table("registration_tally")
    _create_tally(
        [sa.Column("role", sa.Enum(*_ROLES, name="role", native_enum=False, length=32), nullable=False)], ("role",)
    )
    _count_anew((*_KEY, "role", "status"))
    op.create_table(
        "quota_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("pool", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counts_staff", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("cells", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("returns_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_quota_plan_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_quota_plan")),
    )


def downgrade() -> None:
    op.drop_table("quota_plan")
    op.drop_table("registration_tally")
    _create_tally([], ())
    _count_anew((*_KEY, "status"))


def _create_tally(columns: list[sa.Column[object]], key: tuple[str, ...]) -> None:
    op.create_table(
        "registration_tally",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_code", sa.String(length=3), nullable=False),
        *columns,
        sa.Column("status", sa.Enum(*_STATUSES, name="status", native_enum=False, length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_tally_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(*_KEY, *key, "status", name=op.f("pk_registration_tally")),
    )


def _count_anew(key: tuple[str, ...]) -> None:
    """The tally is what the registrations say."""
    columns = ", ".join(key)
    op.execute(
        f"INSERT INTO registration_tally ({columns}, n) SELECT {columns}, count(*) FROM registration GROUP BY {columns}"  # noqa: S608 -- no value of anybody's
    )
