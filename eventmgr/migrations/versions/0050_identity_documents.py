"""Numbers of identity documents, sealed apart from other answers, and what an event needs them for; sign-ins with passkeys."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.add_column("registration", sa.Column("id_document", sa.Text(), nullable=True))
    op.add_column("registration", sa.Column("withheld", sa.Text(), nullable=True))
    op.add_column("event", sa.Column("id_purpose", sa.JSON(), server_default="{}", nullable=False))
    op.add_column(
        "disclosed_person", sa.Column("with_document", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("user_session", sa.Column("with_passkey", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("user_session", "with_passkey")
    op.drop_column("disclosed_person", "with_document")
    op.drop_column("event", "id_purpose")
    op.drop_column("registration", "withheld")
    op.drop_column("registration", "id_document")
