"""Drafts go some days after they were last changed."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from eventmgr.event.form_drafts.models import FormDraft
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_by_age


def kept_for() -> timedelta:
    """How long a draft is kept."""
    return timedelta(days=int(current_app.config["DRAFT_DAYS"]))


PERIODS = (
    kept_by_age(
        "form_drafts",
        _l("Drafts of registration forms"),
        Rows(select(FormDraft)),
        since=FormDraft.changed_at,
        lasts=kept_for,
    ),
)
