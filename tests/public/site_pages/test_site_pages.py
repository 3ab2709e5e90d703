"""Contact, about and privacy: linked from every page, true without a word typed, editable in both languages (S8.4)."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.public.site_pages.models import SitePage
from tests.factories import make_admin, make_event, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
ADDRESSES = ("/contact", "/about", "/privacy")


def foot(page):
    return re.findall(r'href="([^"]+)"', page.text.partition('<footer class="foot">')[2])


def test_every_page_leads_to_them_and_the_sitemap_names_them(client):
    event = make_event()

    for address in ("/", f"/events/{event.slug}/", *ADDRESSES):
        assert set(ADDRESSES) <= set(foot(client.get(address))), address
    assert all(f"{address}</loc>" in client.get("/sitemap/lists.xml").text for address in ADDRESSES)


def test_without_own_words_they_say_what_the_site_knows_of_itself(make_app):
    client = make_app(CONTACT_PHONE="010-5555 0100", CONTACT_EMAIL="desk@example.com").test_client()

    contact = client.get("/contact?lang=en").text
    assert 'href="tel:01055550100"' in contact and 'href="mailto:desk@example.com"' in contact
    assert 'href="/cases/"' in client.get("/about?lang=en").text
    privacy = client.get("/privacy?lang=en").text
    for room in ("Questions to the desk", "Entry of an organization", "Submitted cases"):
        assert room in privacy


def test_what_is_switched_off_is_not_spoken_of(make_app):
    client = make_app(FEATURES_OFF=["desk"]).test_client()

    assert "Questions to the desk" not in client.get("/privacy?lang=en").text
    assert 'href="/desk/"' not in client.get("/contact?lang=en").text
    assert 'href="/desk/"' not in client.get("/about?lang=en").text


def test_a_form_says_the_same_of_personal_information_as_the_page(client):
    privacy = client.get("/privacy?lang=en").text

    for form in ("/desk/ask", "/organizations/join", "/policies/subscribe"):
        page = client.get(f"{form}?lang=en").text
        sentence = re.search(r"<p[^>]*>((?:Your name|The address is used)[^<]+)</p>", page)
        assert sentence is not None and sentence.group(1) in privacy, form


def test_administrators_write_them_in_both_languages_and_everybody_reads_it_at_once(client, sign_in):
    assert "样例交流中心" not in client.get("/about?lang=zh").text
    office = sign_in(make_admin())
    words = {"text_zh": "## 主办\n\n样例交流中心", "text_en": "Run by the *sample centre*"}

    assert office.post("/manage/site-pages/?page=about", data=words).status_code == 303

    assert "<h3>主办</h3>" in client.get("/about?lang=zh").text
    assert "<em>sample centre</em>" in client.get("/about?lang=en").text
    assert "sample centre" not in client.get("/contact?lang=en").text
    assert "Page about the site" in office.get("/manage/changes/?lang=en").text


def test_what_is_typed_cannot_bring_a_script(client, sign_in):
    sign_in(make_admin()).post(
        "/manage/site-pages/?page=contact", data={"text_zh": "<script>alert(1)</script>", "text_en": ""}
    )

    assert "<script>alert" not in client.get("/contact?lang=zh").text


def test_bad_input_is_refused_in_words_and_changes_nothing(client, sign_in):
    office = sign_in(make_admin())
    too_long = office.post("/manage/site-pages/?page=about", data={"text_zh": "长" * 9000, "text_en": ""})

    assert (
        too_long.status_code == 422 and "8" in too_long.text and db.session.scalar(select(func.count(SitePage.id))) == 0
    )
    assert office.get("/manage/site-pages/?page=imprint").status_code == 400


def test_others_than_administrators_do_not_write_them(sign_in):
    assert sign_in(make_user()).get("/manage/site-pages/").status_code == 403
