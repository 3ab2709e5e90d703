"""Types of participants: what an event sets for each, and types of its own.

Registrations and the tally have kept the type as plain text all along, so nothing of them changes. Whether staff use places of
their delegation's quota becomes a setting of that type.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"

_HOUSE = ("delegate", "leader", "contact", "expert", "speaker", "company", "media", "staff")


def upgrade() -> None:
    op.add_column("event", sa.Column("participant_types", sa.JSON(), server_default="[]", nullable=False))
    settings: list[dict[str, object]] = [{"key": key} for key in _HOUSE[:-1]]
    settings.append({"key": "staff", "entry": "invitation", "counts_in_quota": False})
    event, plan = _tables()
    uncounted = sa.select(plan.c.event_id).where(plan.c.counts_staff.is_(False))
    op.execute(event.update().where(event.c.id.in_(uncounted)).values(participant_types=settings))
    op.drop_column("quota_plan", "counts_staff")


def downgrade() -> None:
    op.add_column("quota_plan", sa.Column("counts_staff", sa.Boolean(), server_default=sa.true(), nullable=False))
    event, plan = _tables()
    connection = op.get_bind()
    for number, kept in connection.execute(sa.select(event.c.id, event.c.participant_types)).all():
        settings = json.loads(kept) if isinstance(kept, str) else kept
        if any(one["key"] == "staff" and not one.get("counts_in_quota", True) for one in settings):
            if connection.scalar(sa.select(plan.c.event_id).where(plan.c.event_id == number)) is None:
                connection.execute(plan.insert().values(event_id=number))
            connection.execute(plan.update().where(plan.c.event_id == number).values(counts_staff=False))
    _come_as_delegates()
    op.drop_column("event", "participant_types")


def _tables() -> tuple[sa.TableClause, sa.TableClause]:
    event = sa.table("event", sa.column("id", sa.Integer()), sa.column("participant_types", sa.JSON()))
    plan = sa.table("quota_plan", sa.column("event_id", sa.Integer()), sa.column("counts_staff", sa.Boolean()))
    return event, plan


def _come_as_delegates() -> None:
    """Before there were types of an event's own, nobody could come as one."""
    house = ", ".join(f"'{key}'" for key in _HOUSE)
    for table in ("registration", "event_invitation"):
        op.execute(f"UPDATE {table} SET role = 'delegate' WHERE role <> '' AND role NOT IN ({house})")  # noqa: S608 -- no value of anybody's
    key = "event_id, unit_code, province_code, sector_code, role, status"
    op.execute("DELETE FROM registration_tally")
    op.execute(
        f"INSERT INTO registration_tally ({key}, n) SELECT {key}, count(*) FROM registration GROUP BY {key}"  # noqa: S608 -- no value of anybody's
    )
