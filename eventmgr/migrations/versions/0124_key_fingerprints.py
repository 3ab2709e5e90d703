"""Fingerprints of the keys that an installation uses: another one, or a new one, is noticed before it is used."""

import sqlalchemy as sa
from alembic import op

revision = "0124"
down_revision = "0123"


def upgrade() -> None:
    op.create_table(
        "key_fingerprint",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_key_fingerprint")),
    )


def downgrade() -> None:
    op.drop_table("key_fingerprint")
