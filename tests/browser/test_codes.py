"""The QR codes of pages and e-mails as a phone's camera reads them: jsQR, which shares nothing with what draws them."""

from __future__ import annotations

import base64
from collections.abc import Callable

from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from tests.browser.filling import fill, fill_the_rest, send
from tests.browser.site import Site

SEMINAR = "/events/shanghai-seminar/"
MANAGE = "/manage/events/shanghai-seminar/"
_READ = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const side = 480, canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#bbb";
  pen.fillRect(0, 0, side, side);
  pen.drawImage(image, 20, 20, side - 40, side - 40);
  return jsQR(pen.getImageData(0, 0, side, side).data, side, side)?.data ?? "";
}"""


def read(page: Page, source: str) -> str:
    """What the code of the picture at that address says; empty if it cannot be read."""
    if page.evaluate("typeof jsQR") == "undefined":
        page.add_script_tag(url="/static/vendor/jsqr.js")
    return str(page.evaluate(_READ, source))


def code_on(page: Page) -> str:
    """What the one code on the page says."""
    return read(page, page.locator("main img[alt*='QR'], main img[alt*='二维码']").first.evaluate("image => image.src"))


def test_the_code_of_a_calendar_leads_a_phone_to_its_page_and_button(new_page: Callable[..., Page]):
    page = new_page(width=360, language="zh")
    page.goto(f"{SEMINAR}agenda/")
    session = page.locator("main a[href$='/calendar/']").first.get_attribute("href")

    for path in ("/subscribe/", "/subscribe/?province=310000", f"/subscribe/?event={SEMINAR.split('/')[2]}", session):
        page.goto(path or "")
        button = page.locator("main a[href^='webcal:']").get_attribute("href")
        code = code_on(page)
        page.goto(code)
        assert (code[:4], page.locator("main a[href^='webcal:']").get_attribute("href")) == ("http", button), path


def test_the_code_to_share_is_the_address_of_the_event(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], site: Site
):
    page = sign_in(new_page(width=1280, language="en"))
    page.goto(f"{MANAGE}share/")

    found = [
        code_on(page),
        *(
            read(page, page.locator(f"a[href$='.{kind}']").first.evaluate("link => link.href"))
            for kind in ("png", "svg")
        ),
    ]

    assert found == [f"{site.address}{SEMINAR}"] * 3


def test_the_codes_of_the_ticket_and_of_the_e_mail_are_what_the_desk_knows_the_person_by(
    new_page: Callable[..., Page], site: Site
):
    page = new_page(width=360, language="zh")
    page.goto(f"{SEMINAR}register/")
    person = {"name": "顾北", "organization": "南岸仪表有限公司", "unit": "310000", "mobile": "13612340088"}
    fill(page, person | {"title": "工程师", "email": "gubei@example.com", "consent": "yes"})
    fill_the_rest(page)
    send(page)
    on_ticket = code_on(page)
    [letter] = site.letters("gubei@example.com")
    [picture] = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    in_letter = read(page, f"data:image/png;base64,{base64.b64encode(picture.get_content()).decode()}")

    with site.inside().app_context():
        place = db.session.scalars(select(Registration).where(Registration.email == "gubei@example.com")).one()
        handed_out = check_in_code(place)
    assert (on_ticket, in_letter) == (handed_out, handed_out)
