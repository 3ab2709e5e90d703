"""Delegations: liaisons of invited units, their keys, what each unit has said, and what it was reminded of."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def _moment(name: str, *, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _event(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_event_id_event")
    return sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=name, ondelete="CASCADE")


def _choice(name: str, *values: str, called: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Enum(*values, name=called, native_enum=False, length=32), nullable=False)


def upgrade() -> None:
    op.create_table(
        "delegation_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        _moment("confirm_due_at"),
        _moment("list_due_at"),
        sa.Column("link_days", sa.Integer(), nullable=False),
        sa.Column("reminds", sa.Boolean(), nullable=False),
        sa.Column("days_before", sa.JSON(), nullable=False),
        sa.CheckConstraint("link_days >= 0", name=op.f("ck_delegation_plan_link_days_not_negative")),
        _event("delegation_plan"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_delegation_plan")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        _moment("confirm_due_at"),
        _moment("list_due_at"),
        _moment("answered_at"),
        sa.Column("takes_part", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _moment("completed_at"),
        sa.Column("completed_people", sa.Integer(), nullable=True),
        _moment("list_changed_at"),
        _event("delegation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("event_id", "unit_code", name=op.f("uq_delegation_event_id_unit_code")),
    )
    op.create_table(
        "liaison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        _choice("place", "liaison", "deputy", called="place"),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        _moment("created_at", nullable=False),
        _moment("changed_at", nullable=False),
        _moment("invited_at"),
        _moment("opened_at"),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_liaison_name_not_empty")),
        _event("liaison"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison")),
        sa.UniqueConstraint("event_id", "unit_code", "place", name=op.f("uq_liaison_event_id_unit_code_place")),
    )
    op.create_table(
        "liaison_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("liaison_id", sa.Integer(), nullable=False),
        _choice("kind", "link", "session", called="keykind"),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        _moment("made_at", nullable=False),
        _moment("used_at"),
        sa.ForeignKeyConstraint(
            ["liaison_id"], ["liaison.id"], name=op.f("fk_liaison_key_liaison_id_liaison"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_liaison_key_token_hash")),
    )
    op.create_index(op.f("ix_liaison_key_liaison_id"), "liaison_key", ["liaison_id"])
    op.create_table(
        "delegation_chase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        _choice("due", "confirm", "list", called="due"),
        _moment("due_at", nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=True),
        _moment("sent_at", nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        _event("delegation_chase"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_chase")),
    )
    op.create_index("ix_delegation_chase_event_unit", "delegation_chase", ["event_id", "unit_code", "sent_at"])
    with op.batch_alter_table("imported_row") as batch:
        batch.add_column(sa.Column("liaison_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_imported_row_liaison_id_liaison"), "liaison", ["liaison_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_index(op.f("ix_imported_row_liaison_id"), ["liaison_id"])


def downgrade() -> None:
    op.execute("DELETE FROM imported_row WHERE batch_id IN (SELECT id FROM import_batch WHERE kind = 'liaisons')")
    op.execute("DELETE FROM import_batch WHERE kind = 'liaisons'")
    with op.batch_alter_table("imported_row") as batch:
        batch.drop_constraint(op.f("fk_imported_row_liaison_id_liaison"), type_="foreignkey")
        batch.drop_index(op.f("ix_imported_row_liaison_id"))
        batch.drop_column("liaison_id")
    op.drop_table("delegation_chase")
    op.drop_table("liaison_key")
    op.drop_table("liaison")
    op.drop_table("delegation")
    op.drop_table("delegation_plan")
