"""Organizers read the letters of their event, and only those."""

from __future__ import annotations

import pytest

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.masking import mask_email
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.factories import make_admin, make_event, make_member, make_user
from tests.tools.messages.letters import write
from tests.tools.messages.peer import parse

CODE = {"type": "image/png", "filename": "code.png", "qr": "ABC"}


def kept(**values) -> OutboxLetter:
    with transaction():
        return write(at=clock.now(), **values)


@pytest.fixture
def event(app):
    """An event with letters to come."""
    return make_event()


@pytest.fixture
def registrar(event, sign_in):
    """The client is a registrar of that event."""
    user = make_user()
    make_member(event, TeamRole.REGISTRAR, user)
    return sign_in(user)


def test_the_list_shows_the_letters_of_this_event_newest_first(event, registrar):
    kept(event_id=event.id, subject="first one", to_address="li@example.com")
    kept(event_id=event.id, subject="second one")
    kept(event_id=make_event().id, subject="somebody else's")
    kept(subject="nobody's")

    page = registrar.get(f"/manage/events/{event.slug}/letters/").text

    assert page.index("second one") < page.index("first one")
    assert mask_email("li@example.com") in page and "li@example.com" not in page
    assert "somebody else" not in page and "nobody" not in page


def test_the_list_goes_on_page_by_page(event, registrar):
    ids = [kept(event_id=event.id, subject=f"letter {number:03d}").id for number in range(51)]

    first = registrar.get(f"/manage/events/{event.slug}/letters/").text
    second = registrar.get(f"/manage/events/{event.slug}/letters/?before={ids[1]}").text

    assert f"before={ids[1]}" in first
    assert "letter 000" not in first and "letter 050" in first
    assert "letter 000" in second and "letter 001" not in second


def test_the_list_is_one_statement_however_long(event, registrar, count_statements):
    for _number in range(40):
        kept(event_id=event.id)

    with count_statements() as statements:
        registrar.get(f"/manage/events/{event.slug}/letters/")

    assert len(statements) <= 7
    assert len([statement for statement in statements if "FROM letter" in statement and "count(" not in statement]) == 1


def test_an_empty_list_says_what_will_be_here(event, registrar):
    page = registrar.get(f"/manage/events/{event.slug}/letters/?lang=en").text

    assert "No e-mails yet." in page


def test_the_list_is_filtered_by_state(event, registrar):
    kept(event_id=event.id, subject="goes")
    failed = kept(event_id=event.id, subject="stays")
    with transaction():
        db.session.get(OutboxLetter, failed.id).state = LetterState.FAILED

    page = registrar.get(f"/manage/events/{event.slug}/letters/?state=failed").text

    assert "stays" in page and "goes" not in page


@pytest.mark.parametrize("query", ["state=lost", "before=x", "before=-1", "before=99999999999999999999", "before=４"])
def test_a_senseless_query_is_named(event, registrar, query):
    response = registrar.get(f"/manage/events/{event.slug}/letters/?{query}")

    assert response.status_code == 400
    assert query.partition("=")[2] in response.text


def test_a_letter_is_shown_with_headers_text_and_a_frame(event, registrar):
    letter = kept(
        event_id=event.id, subject="A & B", text="一 <b>\n\n二", attachments=[CODE], message_id="<abc@localhost>"
    )

    page = registrar.get(f"/manage/events/{event.slug}/letters/{letter.id}/").text

    assert "A &amp; B" in page
    assert "一 &lt;b&gt;" in page
    assert "&lt;abc@localhost&gt;" in page
    assert "code.png" in page
    assert f'src="/manage/events/{event.slug}/letters/{letter.id}/html"' in page
    assert "sandbox" in page


def test_the_preview_is_locked_up_in_its_own_policy(event, registrar):
    letter = kept(event_id=event.id, html='<p style="color:red">x</p><img src="cid:code.png">', attachments=[CODE])

    response = registrar.get(f"/manage/events/{event.slug}/letters/{letter.id}/html")

    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-same-origin"
    )
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert ("cid:" in response.text, "data:image" in response.text, "签到码" in response.text) == (False, False, True)


def test_a_letter_can_be_taken_away_as_a_file(event, registrar):
    letter = kept(event_id=event.id, subject="您好")

    response = registrar.get(f"/manage/events/{event.slug}/letters/{letter.id}.eml")

    assert response.mimetype == "message/rfc822"
    assert response.headers["Content-Disposition"] == f'attachment; filename="letter-{letter.id}.eml"'
    assert (parse(response.data)["Subject"], parse(response.data)["Message-ID"]) == ("您好", letter.message_id)


@pytest.mark.parametrize("ending", ["/", "/html", ".eml"])
def test_a_foreign_letter_is_not_found(event, registrar, ending):
    theirs, nobodys = kept(event_id=make_event().id), kept()

    answers = [
        registrar.get(f"/manage/events/{event.slug}/letters/{number}{ending}").status_code
        for number in (theirs.id, nobodys.id, 10**6, 2**31, 2**63, 10**30)
    ]

    assert answers == [404] * 6


@pytest.mark.parametrize("role", [TeamRole.EDITOR, TeamRole.CHECK_IN, TeamRole.VIEWER])
def test_other_roles_do_not_read_letters(event, sign_in, role):
    letter, user = kept(event_id=event.id), make_user()
    make_member(event, role, user)
    client = sign_in(user)

    answers = [
        client.get(f"/manage/events/{event.slug}/letters/{rest}").status_code
        for rest in ("", f"{letter.id}/", f"{letter.id}/html", f"{letter.id}.eml")
    ]

    assert answers == [403] * 4


def test_letters_of_no_event_are_for_administrators(event, registrar, app, sign_in):
    letter = kept(subject="password")
    paths = ("", f"{letter.id}/", f"{letter.id}/html", f"{letter.id}.eml")

    refused = [registrar.get(f"/manage/letters/{rest}").status_code for rest in paths]
    administrator = sign_in(make_admin())
    read = [administrator.get(f"/manage/letters/{rest}").status_code for rest in paths]

    assert (refused, read) == ([403] * 4, [200] * 4)
    assert administrator.get(f"/manage/letters/{kept(event_id=event.id).id}/").status_code == 404


def test_the_text_of_a_confidential_letter_is_shown_to_nobody(app, sign_in):
    letter = kept(text="https://x/secret", html="secret", confidential=True)
    administrator = sign_in(make_admin())

    page = administrator.get(f"/manage/letters/{letter.id}/").text
    rest = [administrator.get(f"/manage/letters/{letter.id}{ending}") for ending in ("/html", ".eml")]

    assert "secret" not in page.replace("secret link", "")
    assert [(answer.status_code, "x/secret" in answer.text) for answer in rest] == [(403, False)] * 2


def test_a_failed_letter_can_be_sent_again_and_the_trail_says_who_did(event, registrar):
    letter = kept(event_id=event.id, subject="again")
    with transaction():
        row = db.session.get(OutboxLetter, letter.id)
        row.state, row.due_at, row.attempts = LetterState.FAILED, None, 40

    answers = [
        registrar.post(f"/manage/events/{event.slug}/letters/{letter.id}/again").status_code for _click in range(2)
    ]

    row = db.session.get(OutboxLetter, letter.id, populate_existing=True)
    assert answers == [303, 409]
    assert (row.state, row.attempts, row.due_at is not None) == (LetterState.DUE, 0, True)
    entries = db.session.query(AuditEntry).filter_by(object_type="letter").all()
    assert [(entry.action, entry.object_id, entry.event_id) for entry in entries] == [
        ("sent_again", letter.id, event.id)
    ]


def test_a_letters_page_hides_its_number_until_asked_and_shows_the_preview_whole(event, registrar):
    letter = kept(event_id=event.id, to_address="li@example.com", text="一行\n" * 60)

    page = registrar.get(f"/manage/events/{event.slug}/letters/{letter.id}/").text

    before, _summary, behind = page.partition("供邮件管理员查询")
    height = int(page.partition("<iframe")[2].partition('height="')[2].partition('"')[0])
    assert ("Message-ID" in before, "Message-ID" in behind.partition("</details>")[0]) == (False, True)
    assert height > 60 * 25
    assert "allow-scripts" not in page
