"""On a full disk nothing is saved, everybody is told so with the way back, and it is over when there is room again."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select, text

from eventmgr.event.registration.models import Registration
from eventmgr.ground import faults
from eventmgr.ground.db import db, transaction
from tests.conftest import client_of, new_app
from tests.event.registration.kinds_of_questions import PERSON
from tests.factories import make_admin, make_event, make_session

_FILLS = """
CREATE TRIGGER fills AFTER INSERT ON audit_entry BEGIN
  INSERT INTO filler VALUES (zeroblob(2000000));
END
"""


class Disk:
    """The application, a visitor, an organizer, an event; and the disk, of which one may say that it is full."""

    def __init__(self, app, visitor, organizer, slug):
        self.app, self.visitor, self.organizer, self.slug = app, visitor, organizer, slug
        self.most = 2**30
        with app.app_context():
            sqlalchemy_event.listen(db.engine, "checkout", self._bound)

    def fill(self):
        with self.app.app_context():
            self.most = db.session.scalar(text("PRAGMA page_count"))
            db.session.remove()

    def empty(self):
        self.most = 2**30

    def _bound(self, connection, *_more):
        connection.execute(f"PRAGMA max_page_count = {self.most}")

    def is_ready(self):
        answer = self.visitor.get("/readyz")
        return answer.status_code, answer.json["status"]

    def register(self, lang="zh"):
        return self.visitor.post(f"/events/{self.slug}/register/?lang={lang}", data=PERSON)

    def count(self):
        with self.app.app_context():
            found = db.session.scalar(select(func.count()).select_from(Registration))
            db.session.remove()
            return found


@pytest.fixture
def disk(tmp_path, engine, migrated, frozen):
    if engine != "sqlite":
        pytest.skip("the disk of a server is its own")
    (tmp_path / "own.sqlite").write_bytes(migrated.read_bytes())
    app = new_app(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'own.sqlite'}",
        INSTANCE_PATH=str(tmp_path),
        PROPAGATE_EXCEPTIONS=False,
    )
    with app.app_context():
        slug, token = make_event().slug, make_session(make_admin())
        with transaction():
            db.session.execute(text("CREATE TABLE filler (content BLOB)"))
            db.session.execute(text(_FILLS))
        db.session.remove()
    visitor, organizer = client_of(app), client_of(app)
    with organizer.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)
    yield Disk(app, visitor, organizer, slug)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.one_engine
def test_a_full_disk_is_said_as_one_and_nothing_is_saved_until_there_is_room(disk):
    disk.fill()
    zh, en = disk.register(), disk.register("en")
    notice = {"title_zh": "通知", "body_zh": "正文", "published_on": "2026-04-01"}
    told = disk.organizer.post(f"/manage/events/{disk.slug}/settings/notices/new?lang=en", data=notice)
    full, page = disk.is_ready(), disk.visitor.get(f"/events/{disk.slug}/")
    disk.empty()
    again = disk.register()

    assert [(one.status_code, "Retry-After" in one.headers) for one in (zh, en)] == [(503, True)] * 2
    assert "没有保存" in zh.text
    assert "磁盘空间已满" in zh.text
    assert "返回按钮" in zh.text
    assert "Nothing was saved" in en.text
    assert "administrator" not in en.text
    assert told.status_code == 503
    assert "disk is full; please tell the system administrator." in told.text
    assert (full, page.status_code) == ((503, "disk full"), 200)
    assert (again.status_code, disk.count(), disk.is_ready()) == (303, 1, (200, "ok"))


@pytest.mark.one_engine
def test_too_little_room_is_told_before_anything_is_refused(disk, monkeypatch):
    monkeypatch.setitem(disk.app.config, "FREE_DISK_MEGABYTES", 10**9)
    assert disk.is_ready() == (503, "disk full")

    monkeypatch.setitem(disk.app.config, "FREE_DISK_MEGABYTES", 0)
    assert disk.is_ready() == (200, "ok")


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        *(("53100", faults.Fault.FULL), ("57P01", faults.Fault.AWAY), ("08006", faults.Fault.AWAY)),
        *(("53300", faults.Fault.BUSY), ("25006", faults.Fault.READ_ONLY), ("42P01", faults.Fault.SCHEMA)),
        *(("23505", None), ("22001", None)),
    ],
)
def test_what_postgresql_says_is_understood(state, fault):
    assert faults.fault_of(psycopg.errors.lookup(state)()) is fault
