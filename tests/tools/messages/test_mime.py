"""What a letter looks like when it leaves."""

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest

from eventmgr.tools.charts.qr import png_of
from eventmgr.tools.messages.mime import as_bytes, preview, sender_of
from tests.tools.messages.mime import SENDER, stored
from tests.tools.messages.peer import parse

ENTRY = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:智能制造研讨会\r\nEND:VCALENDAR\r\n"
CALENDAR = {"type": "text/calendar; method=REQUEST", "filename": "invitation.ics", "content": ENTRY}
CODE = {"type": "image/png", "filename": "code.png", "qr": "ABCDEF234567"}


def shape(part: EmailMessage) -> object:
    """Content types as they are nested: `[type, parts…]`."""
    if part.is_multipart():
        return [part.get_content_subtype(), *[shape(inner) for inner in part.iter_parts()]]
    return part.get_content_type()


def sent(**values) -> EmailMessage:
    return parse(as_bytes(stored(**values), SENDER))


def test_headers_are_complete_and_come_from_the_row():
    message = sent(
        message_id="<abc@localhost>", subject="您的报名已确认：" + "很长" * 40, to_name="欧阳·样例",
        to_address="ouyang@example.com", reply_to="office@example.com",
    )  # fmt: skip

    assert {name: str(message[name]) for name in message if name not in ("Content-Type", "MIME-Version")} == {
        "Message-ID": "<abc@localhost>",
        "Date": "Wed, 01 Apr 2026 04:00:00 +0000",
        "From": "会务组 <noreply@example.com>",
        "To": "欧阳·样例 <ouyang@example.com>",
        "Reply-To": "office@example.com",
        "Subject": "您的报名已确认：" + "很长" * 40,
        "Content-Language": "zh-CN",
        "Auto-Submitted": "auto-generated",
    }


def test_a_plain_letter_is_text_and_html():
    assert shape(sent()) == ["alternative", "text/plain", "text/html"]


def test_a_letter_with_all_has_code_calendar_and_file_where_mail_programs_look_for_them():
    message = sent(attachments=[CALENDAR, CODE])

    assert shape(message) == [
        "mixed",
        ["alternative", "text/plain", ["related", "text/html", "image/png"], "text/calendar"],
        "application/ics",
    ]


def test_text_html_and_calendar_arrive_whole():
    text, html = "您好，\n\nA & B — “x” 𬭎\n.\n..dots\n", "<p>您好 𬭎</p>"
    message = sent(text=text, html=html, attachments=[CALENDAR])
    alternative, file = message.iter_parts()
    plain, rich, calendar = alternative.iter_parts()

    assert plain.get_content() == text.replace("\n", "\r\n")
    assert rich.get_content().strip() == html
    assert calendar.get_content().split() == ENTRY.split()
    assert calendar["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert file.get_content().decode() == ENTRY
    assert (file.get_filename(), file.get_content_disposition()) == ("invitation.ics", "attachment")


def test_the_code_is_inline_under_the_name_that_the_html_part_uses():
    picture = next(part for part in sent(attachments=[CODE]).walk() if part.get_content_type() == "image/png")

    assert picture["Content-ID"] == "<code.png>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == png_of("ABCDEF234567", scale=8)


def test_the_code_is_a_square_picture_large_enough_to_scan():
    picture = png_of("ABCDEF234567", scale=8)
    width, height = struct.unpack(">II", picture[16:24])

    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (width, height) == (232, 232)


def test_the_preview_holds_the_code_itself():
    html = preview(stored(html='<img src="cid:code.png" alt="x">', attachments=[CODE]))

    assert html.startswith('<img src="data:image/png;base64,iVBOR')


def test_every_line_is_short_ascii_and_ends_with_crlf():
    raw = as_bytes(stored(text="很" * 5000, html="y" * 5000, attachments=[CALENDAR, CODE]), SENDER)
    lines = raw.split(b"\r\n")

    assert raw.isascii()
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in lines)


def test_a_hostile_name_stays_in_its_header():
    message = sent(to_name='x" <evil@evil.example>, "y\r\nBcc: evil@evil.example', to_address="li@example.com")

    assert [address.addr_spec for address in message["To"].addresses] == ["li@example.com"]
    assert "Bcc" not in message


def test_a_letter_has_the_same_bytes_each_time():
    row = stored(attachments=[CALENDAR, CODE])

    assert as_bytes(row, SENDER) == as_bytes(row, SENDER)


def test_another_text_type_is_a_plain_file():
    spec = {"type": "text/plain", "filename": "说明.txt", "content": "一\n二\n"}
    _body, file = sent(attachments=[spec]).iter_parts()

    assert (file.get_filename(), file.get_content(), file.get_content_disposition()) == (
        "说明.txt",
        "一\r\n二\r\n",
        "attachment",
    )


@pytest.mark.parametrize(
    ("sender", "zh", "en"),
    [
        ("会务组 / Event organizers <a@example.com>", "会务组", "Event organizers"),
        ("会务组 <a@example.com>", "会务组", "会务组"),
        ("a@example.com", "", ""),
    ],
)
def test_the_sender_has_a_name_in_the_language_of_the_e_mail(sender, zh, en):
    assert (sender_of(sender, "zh"), sender_of(sender, "en")) == ((zh, "a@example.com"), (en, "a@example.com"))
