"""Saved tables: named, shared, opened by their own address as far as the reader may."""

from __future__ import annotations

import re

from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.figures.models import SavedTable
from eventmgr.tools.log.models import AuditEntry
from tests.factories import make_admin, make_event, make_member, make_user


def save(client, address: str, name: str, **more: str):
    page = client.get(address).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    return client.post(address, data={"name": name, **({"csrf_token": token[1]} if token else {}), **more})


def tables() -> list[tuple[str, bool, str]]:
    db.session.expire_all()
    return [(one.name, one.is_shared, one.choices["columns"]) for one in db.session.query(SavedTable).order_by("id")]


def test_a_table_is_saved_under_its_name_and_saved_again_overwritten(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))
    begin = f"/manage/events/{event.slug}/figures/"

    assert save(client, f"{begin}?rows=unit&columns=sector", "各代表团行业").status_code == 303
    assert save(client, f"{begin}?rows=unit&columns=role", "各代表团行业", is_shared="y").status_code == 303

    assert tables() == [("各代表团行业", True, "role")]
    assert [entry.action for entry in db.session.query(AuditEntry).filter_by(object_type="saved_table")] == [
        "created", "changed",
    ]  # fmt: skip
    assert save(client, begin, "").status_code == 422


def test_the_history_says_a_saved_choice_in_words(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.OWNER))
    save(client, f"/manage/events/{event.slug}/figures/?rows=unit&columns=sector&province=440000", "广东")

    page = client.get(f"/manage/events/{event.slug}/history/").text

    assert "应到：按代表团和行业；省（区、市）：440000" in page
    assert "rows=unit" not in page


def test_a_shared_table_is_the_teams_and_an_own_one_nobody_elses(client, sign_in):
    event = make_event()
    begin = f"/manage/events/{event.slug}/figures/"
    sign_in(make_member(event, TeamRole.OWNER))
    save(client, f"{begin}?columns=sector", "共享表", is_shared="y")
    save(client, f"{begin}?columns=role", "自用表")
    shared, own = [one.id for one in db.session.query(SavedTable).order_by("id")]

    sign_in(make_member(event, TeamRole.VIEWER))
    answer = client.get(f"/manage/figures/saved/{shared}/")
    assert (answer.status_code, "columns=sector" in answer.location) == (303, True)
    page = client.get(begin).text
    assert "共享表" in page
    assert "自用表" not in page
    assert client.get(f"/manage/figures/saved/{own}/").status_code == 404
    assert client.post(f"/manage/figures/saved/{shared}/remove").status_code == 404

    sign_in(make_user())
    assert client.get(f"/manage/figures/saved/{shared}/").status_code == 404
    sign_in(make_member(event, TeamRole.CHECK_IN))
    assert client.get(f"/manage/figures/saved/{shared}/").status_code == 403


def test_a_shared_table_of_all_events_shows_each_reader_their_own(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))
    save(client, "/manage/figures/?rows=event&columns=-", "各活动", is_shared="y")
    [table] = db.session.query(SavedTable)

    sign_in(make_user())
    answer = client.get(f"/manage/figures/saved/{table.id}/", follow_redirects=True)

    assert "各活动" in answer.text
    assert "data-figure" not in answer.text


def test_its_owner_deletes_a_table(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))
    save(client, f"/manage/events/{event.slug}/figures/", "旧表")
    [table] = db.session.query(SavedTable)

    assert client.post(f"/manage/figures/saved/{table.id}/remove").status_code == 303
    assert tables() == []


def test_an_administrator_deletes_what_is_shared_and_knows_of_nothing_else(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))
    for name, more in (("共享表", {"is_shared": "y"}), ("自用表", {})):
        save(client, f"/manage/events/{event.slug}/figures/", name, **more)
    shared, own = [one.id for one in db.session.query(SavedTable).order_by("id")]
    sign_in(make_admin())

    assert client.post(f"/manage/figures/saved/{own}/remove").status_code == 404
    assert client.post(f"/manage/figures/saved/{shared}/remove").status_code == 303
    assert [name for name, *_rest in tables()] == ["自用表"]
