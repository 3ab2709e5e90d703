"""Sides and liaisons are asked after so many months, once a round, and tell it on a link that opens their own deals alone."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.models import AmountKind, DealReminder, ReportState, Stage
from eventmgr.matchmaking.outcomes.reminding import letters
from eventmgr.matchmaking.outcomes.reminding.rounds import Round, due_round, rounds_of
from eventmgr.matchmaking.outcomes.reminding.services import ask_sides
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts.services import opt_out
from eventmgr.tools.web import tokens
from tests.conftest import client_of
from tests.factories import NOON, make_event, make_liaison, make_member
from tests.matchmaking.outcomes.deals import ACT, EAST, WEST, make_deal, make_step

pytestmark = pytest.mark.usefixtures("database")
MAY, JULY = datetime(2026, 5, 1, 13, tzinfo=UTC), datetime(2026, 7, 1, 13, tzinfo=UTC)


def ask(at):
    with transaction():
        return ask_sides(at=at)


def written():
    query = select(OutboxLetter).where(OutboxLetter.kind == letters.KIND).order_by(OutboxLetter.id)
    return [letter.to_address for letter in db.session.scalars(query)]


def link_of(email):
    reminder = db.session.scalars(
        select(DealReminder).where(DealReminder.email == email).order_by(DealReminder.id.desc())
    ).first()
    return f"/deals/{tokens.sign(letters.LINK, reminder.id, reminder.link_version)}/"


def test_both_sides_and_the_liaison_are_asked_at_each_round_once(frozen):
    event = make_event()
    make_liaison(event, "310000", email="Liaison@example.com")
    make_deal(event)
    assert ask(NOON + timedelta(days=29)) == 0
    assert ask(MAY) == 3
    assert ask(MAY + timedelta(hours=1)) == 0
    assert sorted(written()) == ["li@example.com", "liaison@example.com", "wang@example.com"]
    assert ask(JULY) == 3
    assert ask(JULY) == 0


def test_several_deals_of_one_person_are_one_e_mail_and_both_are_opened(client, frozen):
    event = make_event()
    make_deal(event)
    make_deal(event, "刀具供应", at=Act(ACT.by, NOON + timedelta(days=3)))
    assert ask(MAY) == 2
    assert ask(MAY + timedelta(days=4)) == 0
    frozen.shift((MAY - NOON).total_seconds())
    page = client.get(link_of("wang@example.com"))
    assert page.status_code == 200
    assert "轴承智能产线改造" in page.text
    assert "刀具供应" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_rounds_that_are_long_over_are_not_asked_any_more():
    assert due_round(NOON, (1, 3, 6, 12), at=NOON + timedelta(days=27)) is None
    assert due_round(NOON, (1, 3, 6, 12), at=MAY) == 1
    assert due_round(NOON, (1, 3, 6, 12), at=NOON + timedelta(days=80)) is None
    assert due_round(NOON, (12,), at=datetime(2027, 4, 2, tzinfo=UTC)) == 12
    recorded = {1: NOON, 2: NOON + timedelta(days=3), 3: NOON + timedelta(days=20)}
    assert rounds_of(recorded, (1, 3), [], at=MAY) == [Round(1, 1), Round(2, 1)]
    assert rounds_of(recorded, (1, 3), [(1, 1), (2, 1)], at=MAY) == []


@pytest.mark.parametrize("stage", [Stage.IN_PRODUCTION, Stage.ENDED])
def test_nobody_is_asked_about_what_runs_or_has_ended(frozen, stage):
    event = make_event()
    deal = make_deal(event)
    if stage is Stage.ENDED:
        with transaction():
            services.end(event, deal, ACT.at.date(), "选址调整", act=ACT)
    else:
        make_step(event, deal, stage)
    assert ask(MAY) == 0


def test_nobody_is_asked_who_wants_no_e_mails_nor_at_a_cancelled_event_nor_where_it_is_off(frozen):
    event = make_event()
    make_deal(event)
    with transaction():
        opt_out("wang@example.com", at=NOON)
    assert ask(MAY) == 1
    assert written() == ["li@example.com"]
    with transaction():
        services.set_plan(event, replace(services.plan_of(event.id), months=()), act=ACT)
    assert ask(JULY) == 0
    with transaction():
        services.set_plan(event, replace(services.plan_of(event.id), months=(3,)), act=ACT)
        db.session.get_one(Event, event.id).status = EventStatus.CANCELLED
    assert ask(JULY) == 0


def test_the_link_opens_ones_own_deals_alone_and_names_no_contact(client, frozen):
    event = make_event()
    own = make_deal(event)
    foreign = make_deal(event, "别家项目", sides=(replace(EAST, name="甲公司", contact_email="a@example.com"), WEST))
    ask(MAY)
    frozen.shift((MAY - NOON).total_seconds())
    link = link_of("wang@example.com")
    page = client.get(link).text
    assert "别家项目" not in page
    assert "example.com" not in page
    assert "李强" not in page
    assert client.get(f"{link}{own.id}/").status_code == 200
    assert client.get(f"{link}{foreign.id}/").status_code == 404
    assert client.post(f"{link}{foreign.id}/still").status_code == 404
    assert client.get("/deals/AAAA/").status_code == 404
    frozen.shift(timedelta(days=181).total_seconds())
    assert client.get(link).status_code == 404


def test_whoever_is_no_longer_the_contact_sees_nothing(client, frozen):
    event = make_event()
    deal = make_deal(event)
    ask(MAY)
    frozen.shift((MAY - NOON).total_seconds())
    with transaction():
        queries.get_deal(event, deal.id).parties[0].contact_email = "new@example.com"
    link = link_of("wang@example.com")
    assert "轴承智能产线改造" not in client.get(link).text
    assert client.get(f"{link}{deal.id}/").status_code == 404


def opened(client, frozen, *, confirms):
    event = make_event()
    deal = make_deal(event, wan=500)
    with transaction():
        services.set_plan(event, replace(services.plan_of(event.id), confirms=confirms), act=ACT)
    ask(MAY)
    frozen.shift((MAY - NOON).total_seconds())
    return event, deal, link_of("wang@example.com")


def test_one_tap_says_that_nothing_has_changed(client, frozen):
    event, deal, link = opened(client, frozen, confirms=True)
    assert client.post(f"{link}{deal.id}/still").status_code == 303
    found = queries.get_deal(event, deal.id)
    assert (found.stage, found.heard_at) == (Stage.INTENTION, MAY)
    assert [report.state for report in queries.list_reports(deal.id)] == [ReportState.TAKEN]


def test_one_more_tap_tells_the_next_stage_from_today_on(client, frozen):
    event, deal, link = opened(client, frozen, confirms=False)
    assert 'name="stage" value="agreement"' in client.get(link).text
    assert client.post(f"{link}{deal.id}/", data={"kind": "advanced", "stage": "agreement"}).status_code == 303
    assert queries.get_deal(event, deal.id).stage is Stage.AGREEMENT
    assert queries.list_stage_changes(deal.id)[-1].on_date == MAY.date()


def test_what_is_tapped_needs_no_token_of_a_form(client, make_app, frozen):
    event, deal, link = opened(client, frozen, confirms=False)
    reader = client_of(make_app(WTF_CSRF_ENABLED=True))
    tapped = reader.post(f"{link}{deal.id}/", data={"kind": "advanced", "stage": "agreement"})
    assert tapped.status_code == 303, tapped.text
    assert queries.get_deal(event, deal.id).stage is Stage.AGREEMENT


def test_what_is_told_waits_for_the_organizers_who_take_it_over_or_not(client, sign_in, frozen):
    event, deal, link = opened(client, frozen, confirms=True)
    assert (
        client.post(
            f"{link}{deal.id}/", data={"kind": "advanced", "stage": "contract", "on_date": "2026-04-20"}
        ).status_code
        == 303
    )
    assert client.post(f"{link}{deal.id}/", data={"kind": "funds", "amount": "120", "unit": "wan"}).status_code == 303
    assert queries.get_deal(event, deal.id).stage is Stage.INTENTION
    funds, stage = queries.list_reports(deal.id)
    sign_in(make_member(event, TeamRole.EDITOR))
    base = f"/manage/events/{event.slug}/outcomes/{deal.id}/"
    assert "样例上海精密机床有限公司" in client.get(base).text
    assert client.post(f"{base}reports/{stage.id}", data={"take": "1"}).status_code == 303
    assert client.post(f"{base}reports/{funds.id}").status_code == 303
    db.session.expire_all()
    found = queries.get_deal(event, deal.id)
    assert (found.stage, [one.kind for one in found.amounts]) == (Stage.CONTRACT, [AmountKind.PLANNED])
    assert [one.state for one in queries.list_reports(deal.id)] == [ReportState.DECLINED, ReportState.TAKEN]
    assert [step.told_by.value for step in queries.list_stage_changes(deal.id)] == ["office", "link"]


def test_where_nothing_is_confirmed_it_holds_at_once(client, frozen):
    event, deal, link = opened(client, frozen, confirms=False)
    assert client.post(f"{link}{deal.id}/", data={"kind": "funds", "amount": "1.2", "unit": "wan"}).status_code == 303
    assert client.post(f"{link}{deal.id}/", data={"kind": "ended", "reason": "选址调整"}).status_code == 303
    found = queries.get_deal(event, deal.id)
    assert (found.stage, found.end_reason) == (Stage.ENDED, "选址调整")
    assert {one.kind: one.amount for one in found.amounts}[AmountKind.IN_PLACE] == 1_200_000


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"kind": "advanced"},
        {"kind": "advanced", "stage": "intention"},
        {"kind": "funds", "amount": "viel"},
        {"kind": "ended"},
        {"kind": "advanced", "stage": "contract", "on_date": "2027-01-01"},
    ],
)
def test_what_cannot_be_is_refused_and_kept_as_typed(client, frozen, wrong):
    event, deal, link = opened(client, frozen, confirms=False)
    assert client.post(f"{link}{deal.id}/", data=wrong).status_code in (409, 422)
    assert queries.get_deal(event, deal.id).stage is Stage.INTENTION
    assert queries.list_reports(deal.id) == []


def test_the_e_mail_has_its_links_only_when_it_leaves_and_unsubscribes_by_one_click(client, frozen):
    event = make_event()
    make_deal(event)
    ask(MAY)
    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.to_address == "wang@example.com")).one()
    assert "轴承智能产线改造" in letter.text
    assert not re.search(r"/deals/(?!mark)", letter.text)
    reminder = db.session.scalars(select(DealReminder).where(DealReminder.email == "wang@example.com")).one()
    answer = client.post(f"/unsubscribe/{tokens.sign(letters.LEAVE, reminder.id, reminder.link_version)}")
    assert answer.status_code == 200
    assert ask(JULY) == 1
