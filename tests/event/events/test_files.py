"""Files by their bytes, and notices."""

import io
import zipfile
from datetime import date

import pytest

from eventmgr.event.events import services
from eventmgr.event.events.queries import get_attachment, get_notice
from eventmgr.event.events.services import NoticeDraft
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.uploads.checking import MOST_BYTES, Upload, check_file
from eventmgr.tools.uploads.sniffing import FileType, safe_filename, sniff
from tests.factories import NOON, make_event, make_file


def office(folder: str, *more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (b"%PDF-1.7\n", "a", ".pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a", ".png"),
        (b"\xff\xd8\xff\xe0\0", "a", ".jpg"),
        (office("word"), "a", ".docx"),
        (office("xl"), "a", ".xlsx"),
        (office("ppt"), "a", ".pptx"),
        ("姓名,单位\n".encode(), "a.csv", ".csv"),
        ("名单".encode("gb18030"), "a.txt", ".txt"),
        (b"<script>alert(1)</script>", "a.html", ".txt"),
    ],
)
def test_a_file_is_what_its_bytes_say(content, name, ending):
    assert sniff(content, name).ending == ending


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\0\x03",
        b"GIF89a\0\0",
        b"PK\x03\x04 broken",
        office("word", "word/vbaProject.bin"),
        office("other"),
        b"\x7fELF\x02",
    ],
)
def test_other_files_are_not_accepted(content):
    assert sniff(content, "a.pdf") is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("议程.pdf", "议程.pdf"),
        ("C:\\temp\\议程.PDF", "议程.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("page.html", "page.html.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a b Set-Cookie x.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_file_name_carries_nothing_but_a_name_and_its_true_ending(typed, kept):
    assert safe_filename(typed, FileType("application/pdf", ".pdf")) == kept


def test_a_file_is_kept_changed_and_removed(app):
    event = make_event()
    with transaction():
        kept = services.add_file(
            event, make_file("议程.pdf"), title={"zh": "议程"}, is_public=True, act=Act(SYSTEM, NOON)
        )
    db.session.expire_all()
    assert get_attachment(event, kept.id).content == b"%PDF-1.7"
    with transaction():
        services.edit_file(event, kept, title={"zh": "日程"}, is_public=False, act=Act(SYSTEM, NOON))
        services.remove_file(event, kept, act=Act(SYSTEM, NOON))
    with pytest.raises(NotFound):
        get_attachment(event, kept.id)
    assert [entry.action for entry in list_entries(event.id)] == ["removed", "changed", "created"]


@pytest.mark.parametrize("content", [b"", b"MZ\x90\0", b"%PDF-" + b"x" * MOST_BYTES])
def test_a_file_that_is_empty_of_no_accepted_type_or_too_large_is_refused_at_its_field(app, content):
    with pytest.raises(Refusal) as refused:
        check_file(Upload("a.pdf", content))

    assert refused.value.field == "file"


def test_a_notice_is_public_from_its_own_date_on(app):
    event, other = make_event(), make_event()
    draft = NoticeDraft(title={"zh": "通知"}, body={}, number="样例函〔2026〕1号", published_on=date(2026, 4, 5))
    with transaction():
        notice = services.add_notice(event, draft, act=Act(SYSTEM, NOON))
    assert get_notice(event, notice.id, until=date(2026, 4, 5)) == notice
    for scope, until in ((event, date(2026, 4, 4)), (other, date(2026, 4, 5))):
        with pytest.raises(NotFound):
            get_notice(scope, notice.id, until=until)
    with transaction():
        services.remove_notice(event, notice, act=Act(SYSTEM, NOON))
    assert event.notices == []
