"""Steps of the tests of drafts, which others take too."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.form_drafts.models import FormDraft
from eventmgr.ground.db import db

FIELDS = dict.fromkeys(("diet", "lodging", "arrival", "departure"), "optional")


SENSITIVE = {
    "diet": "allergy", "diet_note": "花生过敏", "lodging": "single", "arrival": "G7次", "departure": "G8次",
    "consent": "yes", "consent_sensitive": "yes",
}  # fmt: skip


def drafts():
    db.session.expire_all()
    return list(db.session.scalars(select(FormDraft).order_by(FormDraft.id)))
