"""A firm reports that it has adopted a case, the office publishes it, and everybody sees who learned from whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.exchange.cases.models import Case, CaseAdoption, CaseState
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.matchmaking.listings.models import ProfileKeeper
from eventmgr.matchmaking.listings.queries import find_profile
from tests.browser.filling import press
from tests.browser.site import Site

BUTTONS = {"zh": ("想学习", "发布"), "en": ("We want to learn from it", "Publish")}
CASE = {360: 20, 1280: 21}
"""Which of the published cases is adopted at that width: others stand untouched."""


def way_of(site: Site, width: int) -> tuple[str, str]:
    """The page of cases of a firm that keeps one, and the case it has adopted."""
    with site.inside().app_context():
        keeper = db.session.scalars(select(ProfileKeeper).order_by(ProfileKeeper.id).limit(1)).one()
        profile = find_profile(keeper.organization_id)
        assert profile is not None
        published = select(Case.slug).where(Case.state == CaseState.PUBLISHED).order_by(Case.id)
        slug = db.session.scalars(published).all()[CASE[width]]
        return f"/companies/{company_token(keeper, profile)}/cases/", slug


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_a_firm_adopts_a_case_and_everybody_sees_who_learned_from_whom(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):  # fmt: skip
    want, publish = BUTTONS[language]
    firm, office = new_page(width=width, language=language), sign_in(new_page(width=width, language=language))
    cases, slug = way_of(site, width)
    firm.goto(cases)
    axe(firm)
    row = firm.locator("tr[data-row]", has=firm.locator(f"a[href='/cases/{slug}/']"))
    press(row.get_by_role("button", name=want))
    press(firm.locator("tr[data-row]", has=firm.locator(f"a[href='/cases/{slug}/']")).locator("a.btn"))
    axe(firm)
    firm.select_option("[name=province_code]", "310000")
    firm.fill("[name=words_zh]", f"照此改造，换型时间缩短四成（{width}）。")
    firm.fill("[name=since]", "2099-01-01")
    firm.check("[name=consent]")
    press(firm.locator("main form.form button[type=submit]").first)
    expect(firm.locator("#since-error")).to_be_visible()
    expect(firm.locator("[name=words_zh]")).to_have_value(f"照此改造，换型时间缩短四成（{width}）。")
    axe(firm)
    firm.fill("[name=since]", "2026-01-15")
    firm.check("[name=consent]")
    press(firm.locator("main form.form button[type=submit]").first)
    expect(firm.locator("#adopted")).to_be_visible()
    axe(firm)

    with site.inside().app_context():
        number = db.session.scalars(select(CaseAdoption.id).order_by(CaseAdoption.id.desc()).limit(1)).one()
    office.goto("/manage/cases/adoptions/?state=reported")
    axe(office)
    office.goto(f"/manage/cases/adoptions/{number}/")
    axe(office)
    press(office.get_by_role("button", name=publish, exact=True))
    axe(office)

    firm.goto(f"/cases/{slug}/")
    expect(firm.locator("#adopted ~ ul")).to_contain_text(f"（{width}）")
    axe(firm)
    firm.goto("/cases/")
    press(firm.locator("main a[href='/cases/learning/']"))
    expect(firm.locator("#adoptions ~ ul")).to_contain_text(f"（{width}）")
    axe(firm)
    chart = firm.request.get(firm.locator("main img").get_attribute("src") or "")
    assert (chart.ok, "<svg" in chart.text()) == (True, True)
