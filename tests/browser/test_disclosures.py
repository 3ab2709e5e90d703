"""A list for a hotel from the organizers' page to the file that the hotel opens, and what its people read of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.privacy.consents import STAY
from eventmgr.identity.privacy.models import Consent
from tests.browser.site import Site


def test_a_list_is_made_handed_over_opened_and_told_of(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    with site.inside().app_context():
        query = select(Registration).join(Consent, Consent.registration_id == Registration.id).join(Registration.event)
        query = query.where(
            Consent.purpose == STAY, Consent.withdrawn_at.is_(None), Registration.status == Status.CONFIRMED,
            Registration.restricted_at.is_(None), Registration.objected_at.is_(None), Registration.event.has(slug=SEMINAR),
        )  # fmt: skip
        person = db.session.scalars(query.order_by(Registration.id).limit(1)).one()
        name, own = person.name, f"/my/{my_token(person)}/"
    page = sign_in(new_page(width=1280, language="en"))
    page.goto(f"/manage/events/{SEMINAR}/disclosures/new?lang=en")
    axe(page)
    page.get_by_label("Receiving organization").fill("样例酒店")
    page.get_by_label("Contact at the recipient").fill("前台 021-55550100")
    page.get_by_label("Purpose").fill("预订房间")
    page.get_by_label("Language of the list").select_option(label="English")
    page.get_by_role("button", name="Save and review").click()
    expect(page.locator("main")).to_contain_text("did not consent to being passed on")
    axe(page)
    page.get_by_role("button", name="Make the link").click()
    link = urlsplit(page.locator("main p.card a").get_attribute("href") or "").path
    axe(page)

    hotel = new_page(width=1280, language="en")
    hotel.goto(f"{link}?lang=en")
    expect(hotel.locator("main")).to_contain_text("预订房间")
    expect(hotel.locator("main")).not_to_contain_text(name)
    axe(hotel)
    with hotel.expect_download() as download:
        hotel.get_by_role("button", name="Open as PDF").click()
    paper = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    texts = [" ".join(sheet.extract_text().split()) for sheet in paper.pages]
    assert all("For 样例酒店 only" in text and "Do not pass on" in text for text in texts)
    assert any(name in text for text in texts)

    reader = new_page(width=1280, language="en")
    reader.goto(f"{own}?lang=en")
    expect(reader.locator("main")).to_contain_text("样例酒店 · 预订房间")
    axe(reader)
