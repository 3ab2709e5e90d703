"""A firm asks the desk without an account; its province asks back, hands the request to an expert, and publishes the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.exchange.desk.letters import EXPERT_LINK
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.ground.db import db
from tests.browser.site import Site


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_a_question_goes_through_the_desk_and_its_answer_is_found_by_others(
    new_page: Callable[..., Page], sign_in: Callable[..., Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):  # fmt: skip
    question, answer = f"Question {width} about plants", f"Answer {width} about plants"
    address = f"sam{width}@example.com"
    firm, office = new_page(width=width, language=language), sign_in(new_page(width=width, language=language))
    own = _ask(firm, axe, question, address)
    here = _request(site, address)[0]
    _ask_back(firm, office, axe, own, here, f"How large {width}?", address)
    office.goto(here)
    office.locator("main details summary").click()
    office.locator("input[name=expert_name]").fill("叶佳宁")
    office.locator("input[name=expert_email]").fill("eve@example.com")
    axe(office)
    office.locator("form[action$='/hand-over'] button[type=submit]").click()
    expect(office.locator(".alert-success").first).to_be_visible()
    _answer(new_page(width=width, language=language), axe, _request(site, address)[1], question, answer)
    _rate(firm, axe, own, answer)
    _publish(office, axe, here)
    firm.goto(f"/desk/?q={width}+plants")
    firm.locator("a[href^='/desk/answers/']", has_text=question).click()
    expect(firm.locator("main")).to_contain_text(answer)
    axe(firm)


def _request(site: Site, address: str) -> tuple[str, str]:
    """Where the office and where the expert reads the latest request of that address."""
    with site.inside().app_context():
        query = select(DeskRequest).where(DeskRequest.email == address).order_by(DeskRequest.id.desc())
        request = db.session.scalars(query.execution_options(populate_existing=True)).first()
        assert request is not None
        return f"/manage/desk/{request.id}/", f"/desk/expert/{EXPERT_LINK.token(request)}/"


def _ask(firm: Page, axe: Callable[[Page], None], question: str, address: str) -> str:
    """The address of the request's own page; the form is sent incomplete first."""
    firm.goto("/desk/")
    axe(firm)
    firm.locator("a[href='/desk/ask']").first.click()
    axe(firm)
    firm.locator("textarea[name=text]").fill(question)
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("#errors")).to_be_visible()
    axe(firm)
    expect(firm.locator("textarea[name=text]")).to_have_value(question)
    firm.locator("select[name=province]").select_option("310000")
    firm.locator("select[name=category]").select_option("lease")
    firm.locator("input[name=name]").fill("孙立言")
    firm.locator("input[name=email]").fill(address)
    firm.locator("input[name=consent]").check()
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("[data-sent]")).to_contain_text(question)
    firm.wait_for_function("Object.keys(localStorage).length === 0")  # what was sent stays on no device
    axe(firm)
    return firm.url


def _ask_back(
    firm: Page, office: Page, axe: Callable[[Page], None], own: str, here: str, words: str, address: str
) -> None:
    """The office asks for more, and the firm replies."""
    office.goto("/manage/desk/?province=310000")
    axe(office)
    office.goto(here)
    expect(office.locator("main")).not_to_contain_text(address)
    office.locator("textarea[name=text]").fill(words)
    office.locator("button[formaction$='/ask-back']").click()
    expect(office.locator(".alert-success").first).to_be_visible()
    axe(office)
    firm.goto(own)
    expect(firm.locator("main")).to_contain_text(words)
    firm.locator("form[action$='/reply'] textarea").fill("2,000 square metres")
    firm.locator("form[action$='/reply'] button[type=submit]").click()
    expect(firm.locator(".alert-success").first).to_be_visible()


def _answer(expert: Page, axe: Callable[[Page], None], way: str, question: str, answer: str) -> None:
    """The expert reads the question, not who asks, and answers."""
    expert.goto(way)
    expect(expert.locator("main")).to_contain_text(question)
    expect(expert.locator("main")).not_to_contain_text("孙立言")
    axe(expert)
    expert.locator("textarea[name=text]").fill(answer)
    expert.locator("main form button[type=submit]").first.click()
    expect(expert.locator(".alert-success").first).to_be_visible()


def _rate(firm: Page, axe: Callable[[Page], None], own: str, answer: str) -> None:
    """The firm reads the answer and rates it."""
    firm.goto(own)
    expect(firm.locator("main")).to_contain_text(answer)
    firm.locator("select[name=stars]").select_option("5")
    firm.locator("form[action$='/rate'] button[type=submit]").click()
    expect(firm.locator(".alert-success").first).to_be_visible()
    axe(firm)


def _publish(office: Page, axe: Callable[[Page], None], here: str) -> None:
    """Question and answer for everybody, and the other pages of the desk."""
    office.goto(here)
    office.locator("a[href$='/release']").click()
    axe(office)
    office.locator("main form button[type=submit]").click()
    expect(office.locator(".alert-success").first).to_be_visible()
    for page in ("answers/", "figures/", "settings/?province=310000"):
        office.goto(f"/manage/desk/{page}")
        axe(office)
