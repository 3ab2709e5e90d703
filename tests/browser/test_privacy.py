"""Personal information on screens of both sizes: one number shown and found in the change log, a consent withdrawn, a person
deleted and the counts unchanged."""

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
from eventmgr.ground.db import db, write
from eventmgr.identity.privacy.consents import SENSITIVE
from eventmgr.identity.privacy.models import Consent
from tests.browser.site import Site


@pytest.mark.parametrize(
    ("width", "language", "show", "reason", "seen"),
    [(360, "zh", "查看", "其他用途", "查看完整信息"), (1280, "en", "Show", "for another reason", "masked data shown")],
)
def test_a_number_is_shown_with_a_reason_and_found_in_the_change_log(
    new_page: Callable[..., Page],
    sign_in: Callable[[Page], Page],
    axe: Callable[[Page], None],
    site: Site,
    width: int,
    language: str,
    show: str,
    reason: str,
    seen: str,
):
    with site.inside().app_context():
        query = select(Registration.id, Registration.mobile, Registration.name).join(Registration.event)
        query = query.where(
            Registration.mobile.like("1%"), Event.starts_at > clock.now(), Registration.status == Status.CONFIRMED
        )
        number, mobile, name = db.session.execute(query.order_by(Registration.id.desc()).limit(1)).one()
        event = db.session.get_one(Registration, number).event.slug
    page = sign_in(new_page(width=width, language=language))
    person = f"/manage/events/{event}/registrations/{number}/?lang={language}"
    page.goto(person)
    expect(page.locator("main")).not_to_contain_text(mobile)

    page.locator("main a[href*='reveal?field=mobile']").click()
    axe(page)

    page.get_by_role("button", name=show, exact=True).click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("select[name=why]").select_option(label=reason)
    page.locator("input[name=note]").fill(f"已核对 {width}")
    page.get_by_role("button", name=show, exact=True).click()
    expect(page.locator("dl.facts")).to_contain_text(mobile)
    axe(page)

    page.goto(person)
    expect(page.locator("dl.facts")).not_to_contain_text(mobile)
    page.goto(f"/manage/events/{event}/history/?q={name}&lang={language}")
    expect(page.locator("main")).to_contain_text(f"已核对 {width}")
    expect(page.locator("main")).to_contain_text(seen)


def one_of(site: Site, *conditions: object) -> tuple[int, str, str]:
    """(number, event, own page) of a registration that nobody has deleted; it has a sensitive answer with its consent."""
    with site.inside().app_context():
        query = select(Registration).join(Registration.event).where(Registration.forgotten_at.is_(None), *conditions)

        def prepare() -> tuple[int, str, str]:
            row = db.session.scalars(query.order_by(Registration.id).limit(1)).one()
            row.sensitive = {"diet": "allergy", "diet_note": "Peanuts"}
            db.session.add(Consent(registration_id=row.id, purpose=SENSITIVE, notice_version=1, given_at=clock.now()))
            return row.id, row.event.slug, f"/my/{my_token(row)}/"

        return write(prepare)


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "zh")])
def test_a_consent_is_withdrawn_on_the_own_page_and_the_answer_is_gone_for_the_organizers_too(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site,
    width: int, language: str,
):  # fmt: skip
    number, event, own = one_of(site, Event.starts_at > clock.now(), Registration.status == Status.CONFIRMED)
    page = new_page(width=width, language=language)
    page.goto(own)
    expect(page.locator("main")).to_contain_text("Peanuts")
    axe(page)

    page.locator("form[action$='withdraw-sensitive'] button").click()
    expect(page.locator(".alert-success[role=status]")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Peanuts")
    expect(page.locator("main")).to_have_attribute("data-status", "confirmed")
    axe(page)

    page = sign_in(page)
    page.goto(f"/manage/events/{event}/registrations/{number}/?lang={language}")
    expect(page.locator("main a[href*='field=mobile']")).to_have_count(1)
    expect(page.locator("main a[href*='field=diet']")).to_have_count(0)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_a_person_is_deleted_by_their_link_and_the_counts_stay(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site,
    width: int, language: str,
):  # fmt: skip
    number, event, own = one_of(site, Event.ends_at < clock.now(), Registration.status == Status.ATTENDED)
    page = sign_in(new_page(width=width, language=language))

    def counts() -> list[str]:
        page.goto(f"/manage/events/{event}/insights/?lang={language}")
        return page.locator("main [data-figure]").all_inner_texts()

    before = counts()
    page.goto(own)
    page.locator("a[href$='/delete']").click()
    axe(page)
    page.locator("main form button.btn-danger").click()
    page.wait_for_load_state()
    axe(page)

    assert (len(before) > 5, counts()) == (True, before)
    page.goto(f"/manage/events/{event}/registrations/{number}/?lang={language}")
    expect(page.locator("main")).not_to_contain_text("Peanuts")
    expect(page.locator("main a[href*='reveal']")).to_have_count(0)
    answer = page.goto(own)
    assert answer is not None and answer.status == 404
