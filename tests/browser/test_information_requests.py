"""A person objects on their own page, on a phone and on a screen; the organizers answer after they have seen the e-mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db
from tests.browser.site import Site


@pytest.mark.parametrize(
    ("width", "language", "kind", "granted"),
    [(360, "zh", "拒绝处理", "已同意"), (1280, "en", "Object to processing", "Granted")],
)
def test_an_objection_is_sent_answered_and_read(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site,
    width: int, language: str, kind: str, granted: str,
):  # fmt: skip
    with site.inside().app_context():
        query = select(Registration).join(Registration.event).where(
            Event.starts_at > clock.now(), Registration.status == Status.CONFIRMED, Registration.email != "",
            Registration.objected_at.is_(None), Registration.language == "zh",
        )  # fmt: skip
        person = db.session.scalars(query.order_by(Registration.id.desc()).offset(width % 7).limit(1)).one()
        number, event, own = person.id, person.event.slug, f"/my/{my_token(person)}/"
    words, answer = f"No list please {width}", f"Taken out {width}"
    page = new_page(width=width, language=language)
    page.goto(own)
    page.locator("a[href$='/requests/']").click()
    axe(page)

    page.locator("main form button[type=submit]").click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("select[name=kind]").select_option(label=kind)
    page.locator("textarea[name=text]").fill(words)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".alert-success[role=status]")).to_be_visible()
    expect(page.locator("main")).to_contain_text(words)
    axe(page)

    office = sign_in(new_page(width=width, language=language))
    office.goto(f"/manage/events/{event}/requests/?state=open&lang={language}")
    axe(office)
    office.locator("tr[data-row]").filter(has_text=words).get_by_role("link").first.click()
    axe(office)
    office.locator("select[name=decision]").select_option("granted")
    office.locator("textarea[name=answer]").fill(answer)
    office.locator("main form button[type=submit]").click()
    expect(office.locator("main")).to_contain_text(answer)
    axe(office)
    office.locator("button[name=telling][value=now]").click()
    expect(office.locator(".alert-success").first).to_be_visible()

    page.goto(own)
    expect(page.locator("main")).to_contain_text(answer)
    expect(page.locator("main")).to_contain_text(granted)
    axe(page)
    office.goto(f"/manage/events/{event}/registrations/{number}/?lang={language}")
    expect(office.locator("main")).to_contain_text(words)
    axe(office)
