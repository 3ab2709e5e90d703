"""A sealed file whose key is gone is a page that says so, wherever it is fetched; a plain one is handed out."""

from __future__ import annotations

import pytest
from sqlalchemy import LargeBinary, text

from eventmgr.ground.db import db, transaction
from eventmgr.ground.sealing import SealedBytes
from eventmgr.tools.uploads.models import KeptFile
from tests.conftest import client_of
from tests.factories import make_admin
from tests.safety.worlds import address

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]
SEALED = {
    "/desk/<token>/files/<key>",
    "/companies/<token>/listings/<int:listing_id>/files/<key>",
    "/manage/events/<slug>/listings/<int:listing_id>/files/<key>",
    "/manage/events/<slug>/outcomes/<int:deal_id>/evidence/<int:evidence_id>",
}
PLAIN = {"/policies/<int:policy_id>/files/<key>", "/cases/<case_slug>/files/<key>"}


def tables():
    return {mapper.class_ for mapper in db.Model.registry.mappers if issubclass(mapper.class_, KeptFile)}


def test_each_table_of_files_keeps_them_sealed_or_plain(app):
    kinds = {model.__tablename__: type(model.content.type) for model in tables()}
    assert kinds == {
        "answer_file": SealedBytes,
        "case_file": LargeBinary,
        "deal_evidence": SealedBytes,
        "desk_file": SealedBytes,
        "listing_file": SealedBytes,
        "policy_file": LargeBinary,
    }


@pytest.mark.parametrize("rule", sorted(SEALED | PLAIN))
def test_a_file_that_no_key_opens_is_said_to_be_unreadable(app, fresh_world, sign_in, rule):
    world = fresh_world()
    browser, path = client_of(app), address(world, rule)
    if rule.startswith("/manage/"):
        sign_in(make_admin(), browser)
    assert browser.get(path).status_code == 200
    with transaction():
        for model in tables():
            if isinstance(model.content.type, SealedBytes):
                db.session.execute(text(f"UPDATE {model.__tablename__} SET content = :lost"), {"lost": b"\x01lost"})

    answer = browser.get(f"{path}?lang=en")

    assert answer.status_code == (404 if rule in SEALED else 200)
    assert ("the data key is missing" in answer.text) == (rule in SEALED)
