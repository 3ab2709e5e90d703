"""Partners that are suggested, what parties said of them, how often they are written to."""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0080"


def upgrade() -> None:
    op.create_table(
        "suggestion_run",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("ranked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("listings", sa.Integer(), nullable=False),
        sa.Column("most_before", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_suggestion_run_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_suggestion_run")),
    )
    op.create_table(
        "listing_verdict",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("has_good_match", sa.Boolean(), nullable=False),
        sa.Column("why_not", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_listing_verdict_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_verdict_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_listing_verdict")),
    )
    with op.batch_alter_table("listing_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_verdict_event_id"), ["event_id"], unique=False)

    op.create_table(
        "partner_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("not_for_us", "met_before", name="opinionkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_partner_opinion_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_partner_opinion_listing_id_listing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_opinion_other_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_opinion_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_opinion")),
        sa.UniqueConstraint("party_id", "other_id", name=op.f("uq_partner_opinion_party_id_other_id")),
    )
    with op.batch_alter_table("partner_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_opinion_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_opinion_other_id"), ["other_id"], unique=False)

    op.create_table(
        "partner_suggestion",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("supply_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("demander_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["listing.id"], name=op.f("fk_partner_suggestion_demand_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["demander_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_suggestion_demander_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_partner_suggestion_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["meeting_party.id"],
            name=op.f("fk_partner_suggestion_supplier_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supply_id"], ["listing.id"], name=op.f("fk_partner_suggestion_supply_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("demand_id", "supply_id", name=op.f("pk_partner_suggestion")),
    )
    with op.batch_alter_table("partner_suggestion", schema=None) as batch_op:
        batch_op.create_index("ix_partner_suggestion_demander", ["demander_id", "is_chosen"], unique=False)
        batch_op.create_index("ix_partner_suggestion_event", ["event_id", "is_chosen"], unique=False)
        batch_op.create_index("ix_partner_suggestion_supplier", ["supplier_id", "is_chosen"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_suggestion_supply_id"), ["supply_id"], unique=False)

    op.create_table(
        "suggestion_choice",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column(
            "often", sa.Enum("never", "daily", "weekly", name="often", native_enum=False, length=32), nullable=False
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["meeting_party.id"],
            name=op.f("fk_suggestion_choice_party_id_meeting_party"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_suggestion_choice")),
    )


def downgrade() -> None:
    op.drop_table("suggestion_choice")
    with op.batch_alter_table("partner_suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_suggestion_supply_id"))
        batch_op.drop_index("ix_partner_suggestion_supplier")
        batch_op.drop_index("ix_partner_suggestion_event")
        batch_op.drop_index("ix_partner_suggestion_demander")

    op.drop_table("partner_suggestion")
    with op.batch_alter_table("partner_opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_opinion_other_id"))
        batch_op.drop_index(batch_op.f("ix_partner_opinion_event_id"))

    op.drop_table("partner_opinion")
    with op.batch_alter_table("listing_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_verdict_event_id"))

    op.drop_table("listing_verdict")
    op.drop_table("suggestion_run")
