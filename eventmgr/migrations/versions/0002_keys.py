"""Keys of persons and organizations without characters that draw nothing; which organizations the office has used."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_REGISTRATION = sa.table(
    "registration",
    *(sa.column(name) for name in ("id", "event_id", "identity_key", "status", "name", "mobile", "looks_like_id")),
)
_ORGANIZATION = sa.table("organization", sa.column("id"), sa.column("name"), sa.column("name_key"))


def upgrade() -> None:
    with op.batch_alter_table("organization") as table:
        table.add_column(sa.Column("entered_by_office", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "UPDATE organization SET entered_by_office = true WHERE id IN (SELECT organization_id FROM registration"
        " WHERE organization_id IS NOT NULL AND source <> 'self')"
    )
    connection = op.get_bind()
    _fold_persons(connection)
    _fold_organizations(connection)


def downgrade() -> None:
    with op.batch_alter_table("organization") as table:
        table.drop_column("entered_by_office")


def _fold_persons(connection: sa.Connection) -> None:
    """Where two live registrations of an event turn out to be one person's, the later keeps its old key and is shown
    to the office as perhaps the same person."""
    row = _REGISTRATION.c
    live = row.status.not_in(("rejected", "withdrawn"))
    query = sa.select(row.id, row.event_id, row.name, row.mobile, row.identity_key, live).order_by(row.id)
    rows = connection.execute(query).all()
    taken = {(event, key): number for number, event, _name, _mobile, key, is_live in rows if is_live}
    for number, event, name, mobile, old, is_live in rows:
        new = f"{mobile}|{_folded(name)}"[:80]
        if new == old:
            continue
        first = taken.get((event, new)) if is_live else None
        values: dict[str, object] = {"identity_key": new} if first is None else {"looks_like_id": first}
        connection.execute(_REGISTRATION.update().where(row.id == number).values(values))
        if is_live and first is None:
            taken[event, new] = number


def _fold_organizations(connection: sa.Connection) -> None:
    """An organization whose key another one has keeps its old one."""
    row = _ORGANIZATION.c
    rows = connection.execute(sa.select(row.id, row.name, row.name_key).order_by(row.id)).all()
    taken = {key for _number, _name, key in rows}
    for number, name, old in rows:
        new = _folded(name)[:200]
        if new != old and new not in taken:
            connection.execute(_ORGANIZATION.update().where(row.id == number).values(name_key=new))
            taken.add(new)


def _folded(value: str) -> str:
    value = "".join(char for char in value if unicodedata.category(char) != "Cf")
    value = unicodedata.normalize("NFKC", _FILLERS.sub("", value)).casefold()
    value = _FILLERS.sub("", unicodedata.normalize("NFKC", value))
    return "".join(char for char in value if not char.isspace() and not _is_mute(unicodedata.category(char)))


def _is_mute(category: str) -> bool:
    return category[0] == "P" or category in ("Cc", "Cf", "Cs")
