"""Lists among many rows: cases of a province by state, requests to the desks of the site by when they came, organizations of a province
by the sound of their names."""

from alembic import op

revision = "0148"
down_revision = "0147"


def upgrade() -> None:
    op.drop_index("ix_case_study_province_published", "case_study")
    op.create_index("ix_case_study_province_published", "case_study", ["province_code", "state", "published_at", "id"])
    op.create_index("ix_desk_request_event_asked", "desk_request", ["event_id", "asked_at", "id"])
    op.drop_index("ix_organization_stands_for_id", "organization")
    op.create_index("ix_organization_stands_for_id", "organization", ["stands_for_id", "pinyin_key", "id"])
    op.create_index("ix_organization_province_pinyin", "organization", ["province_code", "pinyin_key", "id"])


def downgrade() -> None:
    op.drop_index("ix_organization_province_pinyin", "organization")
    op.drop_index("ix_organization_stands_for_id", "organization")
    op.create_index("ix_organization_stands_for_id", "organization", ["stands_for_id"])
    op.drop_index("ix_desk_request_event_asked", "desk_request")
    op.drop_index("ix_case_study_province_published", "case_study")
    op.create_index("ix_case_study_province_published", "case_study", ["province_code", "published_at", "id"])
