"""Files of every kind become the same rows; what cannot be read is refused in a sentence, soon, and nothing else breaks."""

from __future__ import annotations

import io
import resource
import struct
import time
import zipfile
import zlib
from dataclasses import replace
from datetime import date, datetime
from datetime import time as clock

import openpyxl
import pytest

from eventmgr.ground.i18n import _
from eventmgr.tools.sheets import Hidden, Reason, UnreadableSheet, address, as_csv, read_file, read_pasted
from eventmgr.tools.sheets.reading import workbooks
from eventmgr.tools.sheets.reading.limits import USUAL
from eventmgr.tools.sheets.refusals import SENTENCES
from tests.tools.sheets.books import compound, packed, parts_of, with_sheet_xml, xls, xlsx
from tests.tools.sheets.round_trips import heads

pytestmark = pytest.mark.one_engine

ROWS = [["姓名", "手机"], ["张三", "13800000001"], ["李四", ""]]
READ = [("姓名", "手机"), ("张三", "13800000001"), ("李四",)]
TEXT = "\r\n".join(",".join(row) for row in ROWS)


def values(sheet):
    return [row.values for row in sheet.rows]


def why(data: bytes, limits=USUAL) -> Reason:
    with pytest.raises(UnreadableSheet) as caught:
        read_file(data, limits=limits)
    return caught.value.reason


@pytest.mark.parametrize(
    "data",
    [
        xlsx(ROWS),
        xls(ROWS),
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("gb18030"),
        TEXT.replace(",", ";").encode("gbk"),
        TEXT.replace(",", "\t").encode(),
    ],
    ids=["xlsx", "xls", "utf-8", "utf-8 with mark", "utf-16", "gb18030", "semicolons", "tabs"],
)
def test_the_same_list_comes_out_of_every_kind_of_file(data: bytes):
    assert values(read_file(data)) == READ


def test_pasted_cells_may_have_line_ends_and_nothing_is_a_number_that_was_text():
    sheet = read_pasted('姓名\t地址\n张三\t"长沙市\n岳麓区"\n\n李四\t007')

    assert values(sheet) == [("姓名", "地址"), ("张三", "长沙市\n岳麓区"), (), ("李四", "007")]
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4]


def test_cells_are_what_they_are_and_keep_their_addresses():
    rows = [[None, None], [None, "甲", 3, 2.5, True, date(2026, 9, 3), datetime(2026, 9, 3, 14, 30), clock(9, 5)]]

    sheet = read_file(xlsx([*rows, ["=1/0", "末"]]))

    assert sheet.rows[1].values == (
        None,
        "甲",
        3,
        2.5,
        True,
        date(2026, 9, 3),
        datetime(2026, 9, 3, 14, 30),
        clock(9, 5),
    )
    assert [address(sheet.rows[1].number, column) for column in (1, 26, 701)] == ["B2", "AA2", "ZZ2"]
    assert sheet.rows[2].values == (None, "末")


def test_the_first_shown_sheet_with_something_in_it_is_read_and_another_can_be_asked_for():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "空"
    for name, state in (("藏", "hidden"), ("一", "visible"), ("二", "visible")):
        sheet = book.create_sheet(name)
        sheet["A1"], sheet.sheet_state = name, state
    out = io.BytesIO()
    book.save(out)

    assert (read_file(out.getvalue()).name, read_file(out.getvalue()).names) == ("一", ("空", "一", "二"))
    assert values(read_file(out.getvalue(), sheet="二")) == [("二",)]
    with pytest.raises(UnreadableSheet) as caught:
        read_file(out.getvalue(), sheet="藏")
    assert str(caught.value) == "The file has no sheet “藏”. Choose one of its sheets."


def test_what_was_exported_against_formulas_is_read_as_it_was():
    row = ["=1+1", "+86 1", "a;=b", "'quoted"]

    assert values(read_file(as_csv(heads("甲", "乙", "丙", "丁"), [row])))[1] == tuple(row)


def test_texts_are_cleaned_at_the_door():
    assert values(read_pasted("a\u200b\u2028b\tc\ufeff"))[0] == ("a\u200b\nb", "c")
    assert values(read_file(xlsx([["e\u0301\u202e"]])))[0] == ("é",)


def bomb(size: int) -> bytes:
    parts = parts_of(xlsx([["x"]]))
    parts["xl/worksheets/sheet1.xml"] = b"<x>" + b" " * size
    return packed(parts)


def lying(size: int) -> bytes:
    """A bomb whose directory says that the part is small, with the checksum of the small one."""
    content = b"<worksheet>" + b" " * size
    data = bytearray(bomb(size))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        true = struct.pack("<III", part.CRC, part.compress_size, part.file_size)
    while (at := data.find(true)) >= 0:
        struct.pack_into("<III", data, at, zlib.crc32(content[:1000]), part.compress_size, 1000)
    return bytes(data)


def flagged() -> bytes:
    data = bytearray(xlsx(ROWS))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    return bytes(data)


def many_cells() -> str:
    return "".join(
        "<row>" + "".join(f"<c><v>{n * 7919 % 999_983}</v></c>" for n in range(k, k + 200)) + "</row>"
        for k in range(0, 320_000, 200)
    )


FAR_ROW = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
WIDE = '<row r="1">' + "".join(f'<c t="inlineStr"><is><t>{n}</t></is></c>' for n in range(300)) + "</row>"
REFUSED = {
    "a large file": (lambda: b"PK\x03\x04" + b"\0" * 100 * 1024 * 1024, Reason.TOO_LARGE),
    "nothing": (lambda: b"", Reason.EMPTY),
    "blanks": (lambda: b" \r\n\t\r\n ", Reason.EMPTY),
    "an empty workbook": (lambda: xlsx([]), Reason.EMPTY),
    "commas": (lambda: b",,,\n,,", Reason.EMPTY),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + bytes(range(256)) * 50, Reason.NO_SPREADSHEET),
    "a photo": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 50, Reason.NO_SPREADSHEET),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\0\1" * 400, Reason.NO_SPREADSHEET),
    "a text document": (lambda: packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), Reason.NO_SPREADSHEET),
    "OpenDocument": (lambda: packed({"mimetype": b"x", "content.xml": b"<x/>"}), Reason.OTHER_FORMAT),
    "a web page": (lambda: b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table>", Reason.WEB_PAGE),
    "a password": (lambda: compound("EncryptedPackage", b"x" * 5000), Reason.ENCRYPTED),
    "encrypted parts": (flagged, Reason.ENCRYPTED),
    "a zip bomb": (lambda: bomb(200 * 1024 * 1024), Reason.UNPACKS_TOO_LARGE),
    "a tight part": (lambda: bomb(30 * 1024 * 1024), Reason.UNPACKS_TOO_LARGE),
    "many parts": (lambda: packed({f"xl/{n}": b"" for n in range(2_000)}), Reason.UNPACKS_TOO_LARGE),
    "a far cell": (lambda: with_sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' + FAR_ROW), Reason.TOO_MANY_ROWS),
    "a far column": (lambda: with_sheet_xml('<row r="1"><c r="BDWGN1"><v>1</v></c></row>'), Reason.TOO_MANY_COLUMNS),
    "many columns without addresses": (lambda: with_sheet_xml(WIDE), Reason.TOO_MANY_COLUMNS),
    "many cells": (lambda: with_sheet_xml(many_cells()), Reason.TOO_MANY_CELLS),
    "many rows": (lambda: b"a\n" * 20_001, Reason.TOO_MANY_ROWS),
    "many columns": (lambda: b"a," * 251 + b"a", Reason.TOO_MANY_COLUMNS),
    "half a workbook": (lambda: xlsx(ROWS)[:3000], Reason.DAMAGED),
    "half an old workbook": (lambda: xls(ROWS)[:2000], Reason.DAMAGED),
    "a broken part": (lambda: packed({**parts_of(xlsx(ROWS)), "xl/workbook.xml": b"<a"}), Reason.DAMAGED),
    "a quotation without an end": (lambda: b'a,"' + b"x" * 200_000, Reason.DAMAGED),
}  # fmt: skip
"""What makes a file, and why it is refused; made when it is tried, not whenever tests are collected."""


SOON = 20
"""Seconds of computing: thirty times what the worst of these takes, and far less than reading all of it would."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list_is_refused_soon(name: str):
    make, reason = REFUSED[name]
    data = make()
    before = computed()

    assert why(data) is reason
    assert computed() - before < SOON


def computed() -> float:
    """Seconds of computing, ours and those of the processes that were waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def test_2_to_the_20_columns_are_refused():
    assert why(with_sheet_xml("<row>" + "<c><v>1</v></c>" * 2**20 + "</row>")) in (
        Reason.TOO_MANY_COLUMNS,
        Reason.UNPACKS_TOO_LARGE,
    )


def test_a_part_that_is_larger_than_it_says_stays_within_the_memory_of_its_process():
    assert why(lying(150 * 1024 * 1024)) in (
        Reason.DAMAGED,
        Reason.UNPACKS_TOO_LARGE,
        Reason.EMPTY,
        Reason.TOO_MANY_CELLS,
    )


def test_whoever_reads_too_long_is_ended(monkeypatch):
    many = xlsx([["一" * 20, number] for number in range(12_000)])

    assert why(many, replace(USUAL, cpu_seconds=0.01)) is Reason.TOO_SLOW
    assert why(many, replace(USUAL, seconds=0.001)) is Reason.TOO_SLOW


def test_whoever_takes_too_much_memory_is_ended():
    dense = with_sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="20000"><c r="IP20000"><v>2</v></c></row>')

    assert why(dense, replace(USUAL, memory_bytes=100 * 1024 * 1024)) is Reason.TOO_MANY_CELLS
    assert len(read_file(dense).rows) == 20_000


def test_a_death_of_the_library_is_a_refusal(tmp_path, monkeypatch):
    program = tmp_path / "program.py"
    monkeypatch.setattr(workbooks, "_PROGRAM", program)
    for text, reason in (
        ("import os; os.abort()", Reason.TOO_MANY_CELLS),
        ("import os; os._exit(1)", Reason.DAMAGED),
        ("print('{}')", Reason.DAMAGED),
        (
            """print('{"names": [], "name": "", "rows": [[["date", "2026"]]], "merged": [], "hidden": {"rows": [], "columns": [], "sheets": []}}')""",
            Reason.DAMAGED,
        ),
        ("import time; time.sleep(60)", Reason.TOO_SLOW),
    ):
        program.write_text(text, "utf-8")

        assert why(xlsx(ROWS), replace(USUAL, seconds=2)) is reason


def test_the_process_that_reads_knows_no_secret_of_ours(tmp_path, monkeypatch):
    program = tmp_path / "program.py"
    program.write_text(
        "import json, os\n"
        "unseen = {'rows': [], 'columns': [], 'sheets': []}\n"
        "said = {'names': sorted(os.environ), 'name': '', 'rows': [['x']], 'merged': [], 'hidden': unseen}\n"
        "print(json.dumps(said))"
    )
    monkeypatch.setattr(workbooks, "_PROGRAM", program)
    monkeypatch.setenv("EVENTMGR_SECRET_KEY", "s" * 40)

    assert "EVENTMGR_SECRET_KEY" not in read_file(xlsx(ROWS)).names


def test_blank_cells_with_a_look_make_a_sheet_no_larger():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'

    assert values(read_file(with_sheet_xml(cells))) == [(1,)]


def test_every_refusal_is_said_in_both_languages(app):
    for reason, sentence in SENTENCES.items():
        values = {"most": 10, "name": "甲"}
        told = UnreadableSheet(reason, **values)
        with app.test_request_context(headers={"Accept-Language": "zh"}):
            chinese = told.sentence.translated(_)

        assert str(told).isascii() or "“" in str(told)
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese), sentence.text


def test_what_is_hidden_in_a_workbook_is_read_and_said():
    """Rows and columns hidden by hand or by a filter, also where addresses are left out; sheets, very hidden ones too."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx([["姓名", "手机", ""], *(["甲", "1", ""] for _row in range(6))])))
    sheet = book.active
    for number in (3, 4, 6, 9):
        sheet.row_dimensions[number].hidden = True
    for letter in ("B", "C"):
        sheet.column_dimensions[letter].hidden = True
    for name, state in (("旧名单", "hidden"), ("底稿", "veryHidden"), ("lists", "hidden")):
        book.create_sheet(name).sheet_state = state
    book.save(out := io.BytesIO())
    found = read_file(out.getvalue())

    assert len(found.rows) == 7
    assert (found.hidden.rows, found.hidden.spans) == ((3, 4, 6), ("3–4", "6"))
    assert (found.hidden.columns, found.hidden.letters) == ((1,), ("B",))
    assert (found.names, found.hidden.sheets) == (("名单",), ("旧名单", "底稿"))

    bare = with_sheet_xml('<row><c t="str"><v>姓名</v></c></row><row hidden="true"><c t="str"><v>甲</v></c></row>')
    assert read_file(bare).hidden.rows == (2,)
    assert read_file(xlsx(ROWS)).hidden == Hidden()
