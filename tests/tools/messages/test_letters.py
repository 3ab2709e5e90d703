"""What a letter says before it is stored, and how its text is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from eventmgr.ground.errors import BadValue
from eventmgr.tools.messages.blocks import Button, Facts, Paragraph, Piece, parse, pieces
from eventmgr.tools.messages.composing import compose
from eventmgr.tools.messages.letters import checked_address, safe_name
from tests.tools.messages.letters import make_letter

SITE = "https://meet.example.org"


def test_a_line_that_is_an_address_of_ours_is_a_button_labelled_by_the_line_above():
    text = f"Dear Li,\n\nYou have a place.\nYour page:\n{SITE}/my/abc/\n\nThe office"

    assert parse(text, SITE) == [
        Paragraph(((Piece("Dear Li,"),),)),
        Paragraph(((Piece("You have a place."),),)),
        Button("Your page", f"{SITE}/my/abc/"),
        Paragraph(((Piece("The office"),),)),
    ]


def test_two_or_more_labelled_lines_are_facts():
    text = "时间：2026年5月12日 14:00\n地点：上海 样例会议中心\n\nTime: 14:00"

    assert parse(text, SITE) == [
        Facts((("时间", (Piece("2026年5月12日 14:00"),)), ("地点", (Piece("上海 样例会议中心"),)))),
        Paragraph(((Piece("Time: 14:00"),),)),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "https://meet.example.org.evil.example/",
        "https://meet.example.orgx/",
        "javascript:alert(1)",
    ],
)
def test_a_foreign_address_is_never_a_link_nor_a_button(address):
    assert parse(f"Look:\n{address}", SITE) == [Paragraph(((Piece("Look:"),), (Piece(address),)))]


def test_an_address_of_ours_inside_a_sentence_is_a_link_without_the_full_stop():
    found = pieces(f"See {SITE}/events/a/. Or {SITE}/", SITE)

    assert found == (
        Piece("See "),
        Piece(f"{SITE}/events/a/", f"{SITE}/events/a/"),
        Piece(". Or "),
        Piece(f"{SITE}/", f"{SITE}/"),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("li@example.com", "li@example.com"),
        (" li.na+x@Sub.example.com ", "li.na+x@Sub.example.com"),
        ("li@例子.中国", "li@xn--fsqu00a.xn--fiqs8s"),
        ("张三@例子.中国", "张三@xn--fsqu00a.xn--fiqs8s"),
        ("admin@localhost", "admin@localhost"),
    ],
)
def test_addresses_are_kept_with_their_domain_in_ascii(typed, kept):
    assert checked_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "li", "@example.com", "li@", "a b@example.com", "a@b@example.com\n", "a@x.com\r\nBcc: b@x.com", "a@x.com,b@x.com",
     ".a@x.com", "a..b@x.com", "a@-x.com", "a@x..com", "a\x00@x.com", "<a@x.com>", f"{'a' * 65}@x.com", f"a@{'x.' * 130}com"],
)  # fmt: skip
def test_what_is_no_address_is_refused(app, typed):
    with pytest.raises(BadValue):
        checked_address(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("欧阳·样例", "欧阳·样例"),
        ("阿卜杜热合曼·买买提", "阿卜杜热合曼·买买提"),
        ("王小明（领队）", "王小明（领队）"),
        ("王\ue0f1", "王\ue0f1"),
        ("J. R. Smith", "J. R. Smith"),
        ("J.R.Smith", "J. R. Smith"),
        ("Smith, John Jr.", "Smith, John Jr."),
        ("علی‌رضا", "علی‌رضا"),
        ("Win money at https://evil.example/x", ""),
        ("www.evil.example", ""),
        ("evil.example", ""),
        ("evil。com", ""),
        ("a@evil.example", ""),
        ("加微信13800000000", ""),
        ("请打开会务官网领取差旅补贴", ""),
        ("王小明，您已中奖", ""),
        ("Claim the prize of your life at the desk", ""),
        ("Li\r\nBcc: x", ""),
        ("很" * 50, ""),
    ],
)
def test_a_name_is_said_as_it_is_and_what_reads_like_no_name_is_not_said(typed, said):
    assert safe_name(typed) == said


def test_every_header_goes_through_the_cleaner():
    letter = make_letter(
        subject="A\r\nBcc: x@y.z\u2028B\x00\x0b\ud800", to_name="L\ni\x85", text="one\r\ntwo\u2028three\x00"
    )

    assert (letter.subject, letter.to_name, letter.text) == ("A Bcc: x@y.z B", "L i", "one\ntwo\nthree\n")


def test_compose_takes_the_subject_from_the_first_line_and_draws_text_and_html(app, template):
    template(
        "confirmed.txt",
        'Your place at {{ title }}\n\nDear {{ to_name }},\n\nYour page:\n{{ absolute_url("operations.healthz") }}\n',
    )

    letter = compose(
        "confirmed.txt", language="en", to_name="Li b", to_address="li@example.com", kind="a.b", title="A & B <i>"
    )

    assert letter.subject == "Your place at A & B <i>"
    assert letter.text == "Dear Li b,\n\nYour page:\nhttp://localhost/healthz\n"
    assert "Dear Li b,</p>" in letter.html
    assert "<h1" in letter.html and "A &amp; B &lt;i&gt;</h1>" in letter.html
    assert '<a href="http://localhost/healthz" style="display:inline-block' in letter.html
    assert letter.message_id.endswith("@localhost>")


def test_empty_lines_that_a_template_leaves_behind_are_one(app, template):
    template("a.txt", "S\n\none\n\n \n\ntwo \n\nthree\nfour\n\n\n")

    assert compose("a.txt", language="en", **_to()).text == "one\n\ntwo\n\nthree\nfour\n"


def test_compose_escapes_what_was_typed(app, template):
    template("a.txt", "S\n\n{{ typed }}\n")

    html = compose("a.txt", language="zh", **_to(), typed="<script>alert(1)</script>").html

    assert "<script" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_compose_speaks_the_language_of_the_reader_whatever_is_spoken_around(app, template):
    template("a.txt", "{{ language_now() }}\n\nx\n")
    app.jinja_env.globals["language_now"] = _language

    said = [compose("a.txt", language=language, **_to()).subject for language in ("zh", "en", "zh")]

    assert said == ["zh", "en", "zh"]
    assert "本邮件" in compose("a.txt", language="zh", **_to()).html


def test_addresses_come_from_the_setting_never_from_the_host_header(app, template):
    template("a.txt", 'S\n\n{{ absolute_url("operations.healthz") }} {{ base_url }}\n')

    with app.test_request_context("/", headers={"Host": "evil.example"}):
        text = compose("a.txt", language="en", **_to()).text

    assert text == "http://localhost/healthz http://localhost\n"


def test_a_reply_address_that_is_none_is_left_out(app, template):
    template("a.txt", "S\n\nx\n")

    replies = [
        compose("a.txt", language="en", **_to(), reply_to=typed).reply_to for typed in ("o@example.com", "call us", "")
    ]

    assert replies == ["o@example.com", "", ""]


def _language() -> str:
    from eventmgr.ground.i18n import language

    return language()


def _to() -> dict[str, Any]:
    return {"to_name": "Li", "to_address": "li@example.com", "kind": "test.letter"}
