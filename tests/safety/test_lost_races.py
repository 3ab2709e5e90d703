"""A race that is lost once is answered in every room as if nobody else had been there: nothing refused, nothing twice."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select, text

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import WRITE, CommitInDoubt, Model, db, is_sqlite, transaction, write
from eventmgr.identity.accounts.models import UserSession
from eventmgr.identity.accounts.passwords import hash_password
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.models import ActionItem
from tests.conftest import client_of, settle
from tests.factories import (
    NOON,
    keep,
    make_admin,
    make_event,
    make_item,
    make_member,
    make_registration,
    make_session,
    make_user,
)
from tests.safety.worlds import broken_laws, with_trail

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen")]
PASSWORD = "correct horse 1"


@contextlib.contextmanager
def lost_at_the_end(times: int, *, words: str = "deadlock detected", kept: bool = False) -> Iterator[list[int]]:
    """So many commits are called off by the database, after all the work was done; the list counts them.

    Args:
        kept: the database keeps it, and only the answer is lost.
    """
    dialect, lost = db.engine.dialect, []
    commit = dialect.do_commit

    def do_commit(connection: Any) -> None:
        if len(lost) < times and db.session().info.get(WRITE):
            lost.append(1)
            if kept:
                commit(connection)
            raise dialect.loaded_dbapi.OperationalError(words)
        commit(connection)

    dialect.do_commit = do_commit
    try:
        yield lost
    finally:
        dialect.do_commit = commit


class World:
    """An event with its people, and a browser of its administrator."""

    def __init__(self, app: Any) -> None:
        self.admin = make_admin(password_hash=hash_password(PASSWORD))
        self.event = make_event(capacity=5)
        self.manage = f"/manage/events/{self.event.slug}"
        self.browser = client_of(app)
        self.sign_in(self.admin)

    def sign_in(self, user: Any) -> None:
        token = make_session(user)
        with self.browser.session_transaction() as session:
            session.clear()
            session.update(_user_id=token, _fresh=True)

    def send(self, address: str, **typed: str) -> Any:
        return self.browser.post(address, data=typed)


def an_item_is_added(world: World) -> Any:
    day = world.event.starts_at.date()
    typed = {"kind": "talk", "title_zh": "报告", "starts": f"{day}T12:00", "ends": f"{day}T12:30"}
    return lambda: world.send(f"{world.manage}/agenda/new", **typed)


def an_item_is_moved(world: World) -> Any:
    item = make_item(world.event)
    return lambda: world.send(f"{world.manage}/agenda/{item.id}/move", minutes="10")


def an_item_is_removed(world: World) -> Any:
    item = make_item(world.event)
    return lambda: world.send(f"{world.manage}/agenda/{item.id}/remove")


def the_agenda_is_published(world: World) -> Any:
    make_item(world.event)
    return lambda: world.send(f"{world.manage}/agenda/publish", published="1")


def an_event_is_cancelled(world: World) -> Any:
    with_trail(make_registration(world.event))
    return lambda: world.send(f"{world.manage}/cancel", reason_zh="停电")


def a_member_is_removed(world: World) -> Any:
    make_member(world.event, TeamRole.EDITOR)
    member = db.session.scalars(select(TeamMember).where(TeamMember.event_id == world.event.id)).one()
    return lambda: world.send(f"{world.manage}/team/{member.id}/remove")


def a_section_is_saved(world: World) -> Any:
    return lambda: world.send(f"{world.manage}/settings/contact/", contact_name="李琳", phone="010 1234 5678")


def a_action_item_is_removed(world: World) -> Any:
    action_item = keep(ActionItem(event_id=world.event.id, text={"zh": "甲"}, created_at=NOON))
    return lambda: world.send(f"{world.manage}/conclusions/{action_item.id}/remove")


def an_account_gets_a_link(world: World) -> Any:
    user = make_user()
    return lambda: world.send(f"/manage/users/{user.id}/link")


def somebody_signs_in(world: World) -> Any:
    return lambda: world.send("/sign-in", email=world.admin.email, password=PASSWORD)


def a_password_is_set(world: World) -> Any:
    return lambda: world.send("/manage/account", password="another horse 2", again="another horse 2")


def a_reset_is_asked_for(world: World) -> Any:
    return lambda: world.send("/forgot", email=world.admin.email)


def a_place_is_given_back(world: World) -> Any:
    place = make_registration(world.event)
    with_trail(place)
    return lambda: world.send(f"/my/{my_token(place)}/withdraw", reason="有事")


def a_link_is_renewed(world: World) -> Any:
    place = make_registration(world.event)
    with_trail(place)
    return lambda: world.send(f"/my/{my_token(place)}/new-link")


def a_list_is_exported(world: World) -> Any:
    with_trail(make_registration(world.event))
    return lambda: world.browser.get(f"{world.manage}/registrations/export.csv")


ACTS: tuple[Callable[[World], Any], ...] = (
    *(an_item_is_added, an_item_is_moved, an_item_is_removed, the_agenda_is_published),
    *(an_event_is_cancelled, a_member_is_removed, a_section_is_saved),
    *(a_action_item_is_removed, an_account_gets_a_link),
    *(somebody_signs_in, a_password_is_set, a_reset_is_asked_for),
    *(a_place_is_given_back, a_link_is_renewed, a_list_is_exported),
)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    settle()
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in Model.metadata.tables)
    return dict(map(tuple, db.session.execute(text(counts))))


def outcome(app: Any, act: Callable[[World], Any], lost: int) -> tuple[Any, ...]:
    """(status, where it leads, sentences, rows more per table, still signed in) of the act in a world of its own."""
    world = World(app)
    do, before = act(world), rows()
    with lost_at_the_end(lost) as losses:
        answer = do()
    assert len(losses) == lost
    more = {name: n - before[name] for name, n in rows().items() if n != before[name]}
    with world.browser.session_transaction() as session:
        flashes = [sentence for _kind, sentence in session.get("_flashes", [])]
    signed_in = world.browser.get("/manage/account").status_code
    target = re.sub(r"\d+", "1", re.sub(r"/my/[^/]+/", "/my/…/", answer.location or ""))
    return answer.status_code, target, [re.sub(r"\d+", "1", one) for one in flashes], more, signed_in


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_lost_race_is_answered_as_if_alone(app, act):
    alone = outcome(app, act, 0)
    lost = outcome(app, act, 2)

    assert lost == alone
    assert alone[0] in (200, 303)
    assert broken_laws() == []


def test_who_loses_for_good_at_signing_in_again_keeps_the_session_of_before(app):
    world = World(app)

    with lost_at_the_end(3):
        answer = world.send("/sign-in", email=world.admin.email, password=PASSWORD)

    assert (answer.status_code, world.browser.get("/manage/account").status_code) == (503, 200)
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1


def test_what_was_perhaps_kept_is_not_done_again(app, monkeypatch):
    item = make_item(make_event())
    starts_at = item.starts_at
    dialect = db.engine.dialect
    monkeypatch.setattr(dialect, "is_disconnect", lambda error, *_: "closed" in str(error))

    def move() -> None:
        one = db.session.get_one(AgendaItem, item.id)
        one.starts_at += (one.ends_at - one.starts_at) / 2

    with lost_at_the_end(1, words="server closed the connection", kept=True), pytest.raises(CommitInDoubt):
        write(move)

    db.session.rollback()
    db.session.expire_all()
    assert item.starts_at - starts_at == (item.ends_at - starts_at) / 2


def test_a_transaction_inside_another_is_refused(database):
    with pytest.raises(RuntimeError, match="a transaction inside another"):
        write(lambda: write(lambda: None))

    assert write(lambda: "the next one is free again") == "the next one is free again"


def test_a_true_deadlock_of_two_connections_is_run_again(app):
    """The page locks the event and then wants the item; the other has the item and then wants the event."""
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time: there are no deadlocks")
    world = World(app)
    item = make_item(world.event)
    begins, event_id, item_id = item.starts_at, world.event.id, item.id
    has_the_item = threading.Event()

    def other() -> None:
        with app.app_context(), transaction():
            db.session.execute(text("SET LOCAL deadlock_timeout = '60s'"))  # the page is the one that finds out
            db.session.execute(select(AgendaItem.id).where(AgendaItem.id == item_id).with_for_update())
            has_the_item.set()
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            with db.engine.connect() as looking:
                while not looking.scalar(waiting):
                    looking.rollback()
            db.session.execute(select(Event.id).where(Event.id == event_id).with_for_update())

    settle()
    thread = threading.Thread(target=other)
    thread.start()
    assert has_the_item.wait(30)
    answer = world.send(f"{world.manage}/agenda/{item_id}/move", minutes="10")
    thread.join(60)

    moved = db.session.get_one(AgendaItem, item_id).starts_at - begins
    assert (answer.status_code, moved.total_seconds()) == (303, 600)
