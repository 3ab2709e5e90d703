"""A firm submits a case to a call, confirms and corrects it; the office selects it and announces; it becomes a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.exchange.calls.letters import OWN_LINK
from eventmgr.exchange.calls.models import CallState, CaseCall, CaseSubmission
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.tools.messages.models import OutboxLetter
from tests.browser.site import Site


def _make_call(slug: str, title: str) -> None:
    """An open call of the office."""
    at = clock.now()
    call = CaseCall(
        slug=slug, title={"zh": title, "en": f"Call {slug}"}, about={"zh": "征集案例。", "en": "Cases are wanted."},
        opens_on=day_of(at), closes_on=day_of(at), state=CallState.PUBLISHED, created_at=at, updated_at=at,
        published_at=at,
    )  # fmt: skip
    write(lambda: db.session.add(call))


def _latest(email: str) -> CaseSubmission:
    query = select(CaseSubmission).where(CaseSubmission.email == email).order_by(CaseSubmission.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).first()


def _close(slug: str) -> None:
    """The last day is over."""

    def close() -> None:
        call = db.session.scalars(select(CaseCall).where(CaseCall.slug == slug)).one()
        call.opens_on = call.closes_on = day_of(clock.now()) - timedelta(days=1)

    write(close)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_a_submitted_case_is_confirmed_corrected_selected_and_becomes_a_case(
    new_page: Callable[..., Page], sign_in: Callable[..., Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):  # fmt: skip
    slug, email = f"walked-{width}", f"calls{width}@example.com"
    firm, office = new_page(width=width, language=language), sign_in(new_page(width=width, language=language))
    with site.inside().app_context():
        _make_call(slug, f"走查征集{width}")
    _submit(firm, axe, slug, width, email)
    with site.inside().app_context():
        way = f"/cases/calls/own/{OWN_LINK.token(_latest(email))}/"
    firm.goto(way)
    axe(firm)
    firm.locator("form[action$='/confirm'] button").click()
    firm.locator("input[name=title]").fill(f"走查案例{width}修订")
    axe(firm)
    firm.locator("main form button[type=submit]").first.click()
    expect(firm.locator("h1")).to_contain_text("修订")
    with site.inside().app_context():
        _close(slug)
        one = _latest(email)
        here = f"/manage/calls/{one.call_id}/"
        its_page = f"{here}submissions/{one.id}/"
    _decide(office, axe, here, its_page)
    office.locator("main a[href^='/manage/cases/']").first.click()
    expect(office.locator("h1")).to_contain_text(f"走查案例{width}修订")
    firm.goto(way)
    axe(firm)
    expect(firm.locator("textarea")).to_have_count(0)
    with site.inside().app_context():
        kinds = db.session.scalars(select(OutboxLetter.kind).where(OutboxLetter.to_address == email)).all()
        assert sorted(kinds) == ["calls.confirm", "calls.selected"]


def _submit(firm: Page, axe: Callable[[Page], None], slug: str, width: int, email: str) -> None:
    """The form, first without results: the field says so, and what was typed stays."""
    firm.goto(f"/cases/calls/{slug}/")
    axe(firm)
    firm.locator(f"a[href='/cases/calls/{slug}/submit']").click()
    axe(firm)
    firm.locator("input[name=organization]").fill(f"走查样例{width}有限公司")
    firm.locator("select[name=province_code]").select_option("320000")
    firm.locator("input[name=title]").fill(f"走查案例{width}")
    firm.locator("textarea[name=summary]").fill("一条产线生产三种型号。")
    firm.locator("textarea[name=measures]").fill("改造夹具。")
    firm.locator("details:has(input[name=sector_codes]) summary").click()
    firm.locator("input[name=sector_codes][value=C35]").check()
    firm.locator("input[name=contact_name]").fill("周样例")
    firm.locator("input[name=email]").fill(email)
    firm.locator("input[name=consent]").check()
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("#errors")).to_be_visible()
    expect(firm.locator("input[name=title]")).to_have_value(f"走查案例{width}")
    axe(firm)
    firm.locator("textarea[name=results]").fill("换型时间缩短。")
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("main")).to_contain_text(email)
    axe(firm)


def _decide(office: Page, axe: Callable[[Page], None], here: str, its_page: str) -> None:
    """The office selects the case and announces the decision."""
    office.on("dialog", lambda dialog: dialog.accept())
    office.goto(its_page)
    axe(office)
    office.locator("form[action$='/select'] button").click()
    office.goto(here)
    axe(office)
    office.locator("form[action$='/decide'] button").click()
    expect(office.locator(".alert-success").first).to_be_visible()
    office.goto(its_page)
    axe(office)
