"""Who may do what: one table of every route and method, held against the running application.

A route that is not in the table fails the test, so nobody can add a page without saying here whom it is for. The
letters are roles: V viewer, C check-in staff, R registrar, E editor, D deputy, O owner of the event's team; A administrator.
Everybody else is refused: a visitor is sent to the sign-in page, a stranger with an account and every foreign object
get a 404, a team member whose role does not reach that far a 403.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from eventmgr.accounts.models import Level, OneTimeLink, Passkey, Purpose, User, UserSession
from eventmgr.db import db, is_sqlite
from eventmgr.delegations.models import DelegationPlan
from eventmgr.disclosures.models import Disclosure
from eventmgr.events.models import Attachment, Event, EventStatus, Notice
from eventmgr.events.services.locking import touch
from eventmgr.imports.content import Content
from eventmgr.imports.models import ImportBatch
from eventmgr.invitations.models import Invitation
from eventmgr.messages.models import Mailing, MailingState
from eventmgr.outcomes.models import ActionItem
from eventmgr.quotas.models import Status
from eventmgr.registration.models import BulkDecision, ColumnSet
from eventmgr.sheets import read_pasted
from eventmgr.team.models import TeamInvitation, TeamMember
from eventmgr.team.roles import TeamRole
from eventmgr.texting.models import ShortMessage
from eventmgr.web.tokens import sign, token_hash
from tests.access_table import ADMINISTRATORS, BY_LIAISON, BY_LINK, CREATORS, EVERYBODY, SIGNED_IN, TEAM
from tests.access_table.meetings_day import make_day_of_meetings
from tests.access_table.things import (
    make_answer_file,
    make_checkin,
    make_company,
    make_data_request,
    make_deals,
    make_letter_row,
    make_meetings,
    make_merge,
    make_printed,
    make_questionnaire,
    organization_merge,
    other_name,
)
from tests.bulkmail.files import keep_file
from tests.conftest import client_of
from tests.factories import (
    NOON,
    keep,
    make_admin,
    make_event,
    make_item,
    make_liaison,
    make_member,
    make_organization,
    make_registration,
    make_user,
    together,
)
from tests.soak import cut

ROLES = {
    "V": TeamRole.VIEWER,
    "C": TeamRole.CHECK_IN,
    "R": TeamRole.REGISTRAR,
    "E": TeamRole.EDITOR,
    "D": TeamRole.DEPUTY,
    "O": TeamRole.OWNER,
}
SKIPPED = {"OPTIONS", "HEAD"}
_numbers = itertools.count(1)


def routes(app: Flask) -> set[tuple[str, str]]:
    """(method, rule) of everything that the application answers."""
    return {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - SKIPPED}


@dataclass
class World:
    """An event with its team and one of everything, and the numbers that fill an address."""

    event: Event
    values: dict[str, Any]
    people: dict[str, User]

    def address(self, rule: str, **other: Any) -> str:
        """`rule` with this world's numbers; `other` replaces some."""
        text = rule.replace("settings/<name>", "settings/facts").replace("reports/<name>/", "reports/badges/")
        text = text.replace("letters/texts/<kind>", "letters/texts/registration.confirmed")
        for kind in ("agenda", "answers", "organizations"):
            if f"/{kind}/import" in rule:
                other = {"batch_id": self.values[f"{kind}_batch_id"]} | other
        if rule.startswith("/delegations/") and "/import" in rule:
            other = {"batch_id": self.values["unit_batch_id"]} | other
        for start, which in (("/events/", "shown"), ("/listings/", "standing")):
            if rule.startswith(start) and "<int:listing_id>" in rule:
                other = {
                    "listing_id": self.values[f"{which}_listing_id"], "key": self.values[f"{which}_listing_file"],
                } | other  # fmt: skip
        if "/listings/" in rule:
            other = {"key": self.values["listing_file"]} | other
        if "/checkin/board/acts/" in rule:
            other = {"key": self.values["act_key"]} | other
        if "/listings/import" in rule:
            other = {"batch_id": self.values["listings_batch_id"]} | other
        if "/delegations/import" in rule:
            other = {"batch_id": self.values["liaisons_batch_id"]} | other
        if "/partners/" in rule:
            other = {"party_id": self.values["partner_id"]} | other
        for name, value in (self.values | {"doing": "accept"} | other).items():
            text = _fill(text, name, value)
        assert "<" not in text, f"no value for {text}"
        return text


def _fill(rule: str, name: str, value: Any) -> str:
    return re.sub(rf"<(?:[^<>:]+:)?{name}>", str(value), rule)


@together()
def make_world() -> World:
    """A published event of a full team with an object of every kind."""
    event = make_event(agenda_published=True)
    people = {letter: make_member(event, role, make_user(may_create_events=True)) for letter, role in ROLES.items()}
    people["A"] = make_admin()
    number = next(_numbers)
    registration = make_registration(event)
    twin = make_registration(event, status=Status.PENDING)
    letter = make_letter_row(event, number)
    organizations = [make_organization(f"甲样例{number}有限公司"), make_organization(f"乙样例{number}有限公司")]
    notice = keep(Notice(event_id=event.id, title={"zh": "通知"}, body={"zh": "正文"}, published_on=date(2026, 3, 1)))
    file = keep(
        Attachment(
            event_id=event.id, filename="a.txt", content_type="text/plain", size=1, sha256="0" * 64, content=b"a",
            created_at=NOON,
        )
    )  # fmt: skip
    action_item = keep(ActionItem(event_id=event.id, text={"zh": "事项"}, owner={"zh": "办公室"}, created_at=NOON))
    invitation = keep(
        TeamInvitation(
            event_id=event.id, email="x@example.com", role=TeamRole.VIEWER, token_hash=token_hash(f"i{number}"),
            invited_by_id=people["O"].id, created_at=NOON, expires_at=NOON + timedelta(days=3650),
        )
    )  # fmt: skip
    member = keep(TeamMember(event_id=event.id, user=make_user(), role=TeamRole.VIEWER, created_at=NOON))
    session = keep(
        UserSession(
            user_id=people["A"].id, token_hash=token_hash(f"s{number}"), device="", created_at=NOON, last_seen_at=NOON,
            ends_at=NOON,
        )
    )  # fmt: skip
    bulk_mail_file = keep_file(event)
    liaison = make_liaison(event, link=f"l{number}")
    keep(DelegationPlan(event_id=event.id, link_days=3650))
    values = {
        "slug": event.slug,
        "key": "delegate",
        "item_id": make_item(event).id,
        "registration_id": registration.id,
        "other_id": twin.id,
        "merge_id": make_merge(event, registration, twin).id,
        "organization_id": organizations[0].id,
        "other_organization_id": organizations[1].id,
        "name_id": other_name(organizations[0], number).id,
        "organization_merge_id": organization_merge(*organizations).id,
        "letter_id": letter.id,
        "mailing_id": keep(Mailing(event_id=event.id, state=MailingState.COLLECTED, number=1, at=NOON)).id,
        "batch_id": make_batch(event).id,
        "answers_batch_id": make_batch(event, "answers").id,
        "agenda_batch_id": make_batch(event, "agenda", "日期\t开始\t结束\t议程\n2026-04-01\t9:00\t9:30\t开幕").id,
        "organizations_batch_id": make_batch(None, "organizations", f"单位名称\n丙样例{number}有限公司").id,
        "liaisons_batch_id": make_batch(event, "liaisons", "代表团\t姓名\t手机\n上海市\t李四\t15400000998").id,
        "listings_batch_id": make_batch(event, "listings", "供需\t单位\t标题\t内容\n供给\t丁样例厂\t机床\t说明").id,
        "unit_batch_id": make_batch(event, f"unit.{liaison.unit_code}").id,
        "liaison_id": liaison.id,
        "unit_code": liaison.unit_code,
        "place": "liaison",
        **make_company(event, organizations[0]),
        "liaison": f"l{number}",
        "decision_id": keep(BulkDecision(event_id=event.id, decision="confirm", decided_by="林慧", decided_at=NOON)).id,
        "column_set_id": keep(ColumnSet(event_id=event.id, name="住宿", columns={"title": {"zh": "职务"}})).id,
        **make_meetings(event),
        "notice_id": notice.id,
        "file_id": file.id,
        "attachment_id": file.id,
        "filename": "a.txt",
        "action_item_id": action_item.id,
        "invitation_id": invitation.id,
        "invited_id": keep(Invitation(event_id=event.id, name="张三", created_at=NOON)).id,
        "bulk_mail_id": bulk_mail_file.bulk_mail_id,
        "bulk_mail_file_id": bulk_mail_file.id,
        "short_message_id": keep(ShortMessage(event_id=event.id, filters={}, text={"zh": "正文"}, created_at=NOON)).id,
        "data_request_id": make_data_request(event, registration).id,
        "disclosure_id": keep(
            Disclosure(
                event_id=event.id,
                recipient="样例酒店",
                purpose="安排住宿",
                columns="lodging",
                filters={},
                created_at=NOON,
                token_hash=token_hash(f"d{number}"),
                link_ends_at=NOON + timedelta(days=3650),
            )
        ).id,
        "disclosure": f"d{number}",
        **make_printed(event, registration, number),
        **make_deals(event, number),
        **make_questionnaire(event),
        "invitation": f"i{number}",
        "member_id": member.id,
        "user_id": people["V"].id,
        "session_id": session.id,
        "passkey_id": keep(
            Passkey(
                user_id=people["A"].id,
                credential_id=f"p{number}".encode(),
                public_key=b"",
                sign_count=0,
                name="办公室笔记本",
                created_at=NOON,
            )
        ).id,
        **make_checkin(event, registration),
        "kind": "csv",
        "suffix": "csv",
        "name": "agenda",
        "field": make_answer_file(event, registration),
        **make_day_of_meetings(event),
    }
    return World(event, values, people)


def make_batch(
    event: Event | None, kind: str = "registrations", rows: str = "姓名\t单位\t手机\n张三\t甲公司\t15400000999"
) -> ImportBatch:
    """An import that is looked at."""
    content = Content(read_pasted(rows)).packed()
    return keep(
        ImportBatch(event_id=event.id if event else None, kind=kind, created_at=NOON, changed_at=NOON, content=content)
    )


@pytest.fixture
def visit(app, sign_in):
    """`visit(user or None, method, path)`: the status of one request, and where it leads."""

    def go(user, method, path):
        browser = client_of(app)
        if user is not None:
            sign_in(user, browser)
        answer = browser.open(path, method=method, data={} if method == "POST" else None)
        return answer.status_code, answer.location or ""

    return go


def test_every_route_stands_in_the_table_once_and_the_table_names_no_other(app):
    tables = (EVERYBODY, BY_LINK, BY_LIAISON, SIGNED_IN, CREATORS, ADMINISTRATORS, set(TEAM))
    named = [route for table in tables for route in table]
    assert sorted(named) == sorted(set(named))
    assert routes(app) - set(named) == set()
    assert set(named) - routes(app) == set()


class Visitors:
    """A browser for each account that was asked for, signed in once."""

    def __init__(self, app: Flask, sign_in: Callable[..., Any]) -> None:
        self._app, self._sign_in = app, sign_in
        self._browsers: dict[int, Any] = {}

    def status(self, user: User, method: str, path: str) -> int:
        """The status of one request."""
        if user.id not in self._browsers:
            self._browsers[user.id] = self._sign_in(user, client_of(self._app))
        data = {} if method == "POST" else None
        return int(self._browsers[user.id].open(path, method=method, data=data).status_code)


def test_only_the_named_roles_reach_a_page_of_an_event(app, remember, sign_in, visit):
    """One world for all: who is refused changes nothing, and what others do in it is taken back before the next route.
    Everybody at every page on SQLite, a fourth of them on PostgreSQL, where the same lines decide."""
    world, stranger, visitors, wrong = make_world(), make_user(), Visitors(app, sign_in), {}
    for one in (stranger, *world.people.values()):
        visitors.status(one, "GET", "/manage/")
    take_back = remember()
    asked = {*cut(((route, letter) for route in sorted(TEAM) for letter in world.people), 1 if is_sqlite() else 4)}
    for method, rule in sorted(TEAM):
        path = world.address(rule)
        status, location = visit(None, method, path)
        if (status, location.startswith("/sign-in")) not in ((303, True), (401, False)):
            wrong[method, rule, "a visitor"] = status
        if (status := visitors.status(stranger, method, path)) != 404:
            wrong[method, rule, "a stranger"] = status
        letters = [letter for letter in world.people if ((method, rule), letter) in asked]
        for letter in (letter for letter in letters if letter not in TEAM[method, rule]):
            if (status := visitors.status(world.people[letter], method, path)) != 403:
                wrong[method, rule, letter] = status
        for letter in (letter for letter in letters if letter in TEAM[method, rule]):
            status = visitors.status(world.people[letter], method, path)
            if status in (403, 404) and method != "GET":
                take_back()
                status = visitors.status(world.people[letter], method, path)
            if status not in (200, 303, 304, 400, 409, 422):
                wrong[method, rule, letter] = status
        if method != "GET":
            take_back()

    assert wrong == {}


def test_foreign_objects_are_not_found_by_any_address(app, sign_in):
    """Two worlds for all routes, since what is not found is not changed."""
    mine, foreign, visitors = make_world(), make_world(), Visitors(app, sign_in)
    found = {}
    for method, rule in sorted(TEAM):
        paths = {"event": foreign.address(rule)}
        for name in (name for name in mine.values if name.endswith("_id") and f":{name}>" in rule):
            paths[name] = mine.address(rule, **{name: foreign.values[name]})
            paths[f"{name} of no row"] = mine.address(rule, **{name: 2**63})
        found |= {(method, rule, what): visitors.status(mine.people["O"], method, path) for what, path in paths.items()}

    assert {what: status for what, status in found.items() if status != 404} == {}
    assert len(found) > len(TEAM)


@pytest.mark.parametrize("route", sorted(SIGNED_IN | CREATORS | ADMINISTRATORS), ids=" ".join)
def test_pages_of_accounts_want_a_signed_in_user_and_some_an_administrator(fresh_world, visit, route):
    method, rule = route
    world = fresh_world()
    world.values["letter_id"] = make_letter_row(None, next(_numbers)).id
    path = world.address(rule, token=f"i{next(_numbers)}")
    status, location = visit(None, method, path)
    assert (status, location.startswith("/sign-in")) in ((303, True), (401, False)), "a visitor"
    status, _location = visit(make_user(), method, path)
    assert (status == 403) == (route in ADMINISTRATORS | CREATORS)
    status, _location = visit(world.people["A"], method, path)
    assert status in (200, 303, 400, 404, 409, 422)


@pytest.mark.parametrize("route", sorted(BY_LINK), ids=" ".join)
def test_a_wrong_token_opens_nothing_and_a_right_one_needs_no_account(fresh_world, visit, route):
    method, rule = route
    world = fresh_world()
    user = world.people["V"]
    keep(
        OneTimeLink(
            user_id=user.id, purpose=BY_LINK[route] if isinstance(BY_LINK[route], Purpose) else Purpose.SIGN_IN,
            token_hash=token_hash("right"), created_at=NOON, expires_at=NOON.replace(year=2099),
        )
    )  # fmt: skip
    kind = BY_LINK[route]
    signed = kind in ("my", "feed", "invited", "opt-out", "company", "meetings")
    numbers = {
        "invited": "invited_id",
        "opt-out": "invited_id",
        "company": "profile_keeper_id",
        "meetings": "representative_id",
    }
    number = world.values[numbers.get(str(kind), "registration_id")]
    token = sign(kind, number, 1) if signed else world.values.get(str(kind), "right")
    assert visit(None, method, world.address(rule, token="x" * 38))[0] == 404
    if signed:
        other = "feed" if kind == "my" else "my"
        assert visit(None, method, world.address(rule, token=sign(other, number, 1)))[0] == 404, "another kind"
        assert visit(None, method, world.address(rule, token=sign(kind, number, 2)))[0] == 404, "version"
    assert visit(None, method, world.address(rule, token=token))[0] in (200, 303, 409, 422)


@pytest.mark.parametrize("route", sorted(EVERYBODY), ids=" ".join)
def test_public_pages_need_no_account_and_never_show_a_draft(fresh_world, visit, route):
    method, rule = route
    world = fresh_world()
    path = world.address(rule.replace("<path:name>", "public.css"))
    assert visit(None, method, path)[0] in (200, 303, 400, 409, 422)
    if "<slug>" in rule:
        world.event = db.session.get(Event, world.event.id)
        touch(world.event, programme=True)
        world.event.status = EventStatus.DRAFT
        db.session.commit()
        assert visit(None, method, path)[0] == 404


def test_levels_see_their_own_scope(app, visit):
    world = make_world()
    page = f"/manage/events/{world.event.slug}/registrations/"
    national = make_user(level=Level.NATIONAL)
    here = make_user(level=Level.PROVINCIAL, unit_code="310000")
    elsewhere = make_user(level=Level.PROVINCIAL, unit_code="420000")
    assert [visit(user, "GET", page)[0] for user in (national, here, elsewhere)] == [200, 200, 404]
    assert [visit(user, "POST", f"{page}decide")[0] for user in (national, here, elsewhere)] == [403, 403, 404]
