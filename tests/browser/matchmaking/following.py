"""What came of it: results by taps of both sides, one deal, a reminder after a month, figures."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from eventmgr.ground import clock
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from tests.browser.filling import fill
from tests.browser.matchmaking.cast import MANAGE, Walk
from tests.browser.matchmaking.day import DAY, meeting_of

OUTCOMES = f"{MANAGE}/outcomes/"


def tap_results(walk: Walk, tapped: tuple[int, int]) -> None:
    """One side taps an intention, the other tells an agreement and its amount: one deal in the register."""
    number, starts = meeting_of(walk, tapped)
    walk.house.move_to(starts + timedelta(minutes=18))
    first, second = tapped
    phone = walk.guest(f"{walk.home(first)}today/")
    row = phone.page.locator(f"#meeting-{number}")
    phone.button("达成意向", "Intent to cooperate", within=row).click()
    expect(phone.button("达成意向", "Intent to cooperate", within=row)).to_have_attribute("aria-pressed", "true")
    phone.look()

    phone = walk.guest(f"{walk.home(second)}today/{number}/")
    fill(
        phone.page, {"outcome": "agreement", "amount": "500", "amount_kind": "contract_value", "next_step": "下月互访"}
    )
    phone.press(phone.page.locator("form[action$='/result'] [type=submit]").last)

    walk.enter()
    office = walk.office
    office.go(DAY)
    office.go(f"{DAY}meetings/?only=contradictory")
    expect(office.page.locator("main tbody tr[data-row]")).to_have_count(1)
    office.go(OUTCOMES)
    deals = office.page.locator("main tbody tr")
    expect(deals).to_have_count(1)
    for party in tapped:
        expect(deals).to_contain_text(walk.name(party, office))


def tell_after_a_month(walk: Walk, tapped: tuple[int, int]) -> None:
    """A month later both sides are asked by e-mail; one tells on its phone that there is a contract, and the figures have it."""
    with walk.inside():
        email = list_representatives_of(tapped[0])[0].email
    known = {str(message["Message-ID"]) for message in walk.house.peer.messages()}
    walk.house.move_to(clock.now() + timedelta(days=32))
    walk.house.work()
    [letter] = [
        one
        for one in walk.house.letters(email)
        if str(one["Message-ID"]) not in known and "/deals/" in str(one.get_body(("plain",)).get_content())
    ]
    link = re.search(r"/deals/[\w-]+/", letter.get_body(("plain",)).get_content())[0]
    phone = walk.guest(link)
    phone.press(phone.page.locator("button[name=stage]"))

    walk.enter()
    office = walk.office
    office.go(OUTCOMES)
    office.press(office.page.locator("main tbody a").first)
    take = office.page.locator("button[name=take]")
    if take.count():
        office.press(take)
    expect(office.page.locator(".chain .here")).to_contain_text(office.says("合同", "Contract"))
    office.go(f"{OUTCOMES}figures/")
    reached = office.page.locator("a[data-figure=deals][href*='reached=contract']").first
    expect(reached).to_have_text("1")
    office.press(reached)
    expect(office.page.locator("main tbody tr")).to_have_count(1)
    expect(office.page.locator("main tbody tr")).to_contain_text(office.says("500 万元", "CNY 5 million"))
