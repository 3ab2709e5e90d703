"""The typesetting kit: every character is printed, and read back as itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from reportlab import rl_config

from eventmgr.tools.charts import StackedBars
from eventmgr.tools.typesetting import fonts, unicode_map
from eventmgr.tools.typesetting.charts import reportlab_drawing
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.pages import Sheet, build
from eventmgr.tools.typesetting.stack import Stack
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, CELL, TITLE, WIDTH
from eventmgr.tools.typesetting.text import Span, para
from tests.output.papers.samples import MARKUP, RARE, outline_of, read_pdf, text_of

ROOT = Path(__file__).resolve().parents[3]
TYPESETTING, PAPERS = ROOT / "eventmgr" / "tools" / "typesetting", ROOT / "eventmgr" / "output" / "papers"
ALL_RARE = "𬱖䶮𫖯㛃𠅤·𬭎𩽾"


def sheet(**changes) -> Sheet:
    values = {
        "title": "研讨会 · 名单",
        "author": "样例办公室",
        "head": ("研讨会", "名单"),
        "foot": lambda page, pages: f"第 {page} 页 共 {pages} 页",
        "lang": "zh",
    }
    return Sheet(**(values | changes))


def printed(*texts: str) -> bytes:
    return build([para(text, BODY) for text in texts], sheet())


def test_rare_characters_are_extracted_as_themselves():
    content = printed(*RARE, ALL_RARE)

    assert text_of(content).split("\n")[: len(RARE) + 1] == [*RARE, ALL_RARE]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_extracts_the_same_characters(tmp_path: Path):
    (tmp_path / "rare.pdf").write_bytes(printed(*RARE, ALL_RARE))

    out = subprocess.run(
        ["pdftotext", "rare.pdf", "-"], cwd=tmp_path, capture_output=True, check=True, text=True
    ).stdout

    assert [line for line in out.split("\n") if line][: len(RARE) + 1] == [*RARE, ALL_RARE]


def test_the_unicode_map_writes_characters_above_ffff_as_two_units():
    lines = unicode_map.to_unicode_map("F", [0, 0x41, 0x4E2D, 0x2CB4E]).split("\n")

    assert [line for line in lines if re.fullmatch(r"<..> <.+>", line)] == [
        "<00> <FF>",
        "<01> <0041>",
        "<02> <4E2D>",
        "<03> <D872DF4E>",
    ]


def test_the_unicode_map_has_at_most_a_hundred_entries_in_a_block():
    text = unicode_map.to_unicode_map("F", [0, *range(0x4E00, 0x4E00 + 255)])

    assert re.findall(r"(\d+) beginbfchar", text) == ["100", "100", "55"]


def test_reportlab_uses_our_unicode_map():
    from reportlab.pdfbase import ttfonts

    fonts.load()

    assert ttfonts.makeToUnicodeCMap is unicode_map.to_unicode_map


def test_markup_in_a_text_is_printed_as_it_stands():
    assert text_of(printed(MARKUP)).split("\n")[0] == MARKUP


def test_nothing_else_builds_paragraphs_and_nothing_is_fetched():
    fonts.load()
    sources = {path: path.read_text("utf-8") for folder in (TYPESETTING, PAPERS) for path in folder.rglob("*.py")}
    suspicious = re.compile(
        r"\bParagraph\(|import .*\bParagraph\b|platypus\.paragraph|drawImage|\bXPreformatted\b|beginText\("
    )

    found = sorted(path.name for path, text in sources.items() if suspicious.search(text))

    assert found == ["dressing.py", "fitting.py", "ruled.py", "text.py"]  # a logo comes as bytes, never by an address
    folders = {"fitting.py": TYPESETTING / "cards", "dressing.py": TYPESETTING / "house"}
    texts = [sources[folders.get(name, TYPESETTING) / name] for name in found]
    assert [suspicious.findall(text) for text in texts] == [["drawImage"], *[["beginText("]] * 3]
    assert (rl_config.trustedHosts, rl_config.trustedSchemes) == ([], ["data"])


def test_a_character_that_no_font_has_is_reported_with_its_places_and_printed_as_a_box():
    missing = fonts.missing_characters({"单𥖁 · 上海市": "单𥖁", "张三": "张三", "𡋾明": "𡋾明𥖁"})

    assert missing == {"𥖁": ["单𥖁 · 上海市", "𡋾明"], "𡋾": ["𡋾明"]}
    assert text_of(printed("单𥖁")).split("\n")[0] == "单□"


def test_a_fallback_font_is_asked_for_what_the_faces_lack(tmp_path: Path):
    path = tmp_path / "more.ttf"
    path.write_bytes(_font_with("𥖁"))
    try:
        fonts.use_fallbacks([str(tmp_path / "missing.ttf"), str(path)])
        content, missing = printed("单𥖁"), fonts.missing_characters({"a": "单𥖁"})
    finally:
        fonts.use_fallbacks([])

    assert text_of(content).split("\n")[0] == "单𥖁"
    assert missing == {}
    assert list(fonts.missing_characters({"a": "单𥖁"})) == ["𥖁"]


def _font_with(char: str) -> bytes:
    """A TrueType font whose only letter is `char`."""
    import io

    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for i, point in enumerate(((100, 0), (100, 700), (900, 700), (900, 0))):
        (pen.lineTo if i else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord(char): "one"})
    builder.setupGlyf({".notdef": box, "one": box})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "one": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "More", "styleName": "Regular", "psName": "More-Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def test_what_has_no_shape_is_left_out_and_is_not_missing():
    assert fonts.printable("葛\U000e0100\u200b城\u202e é") == "葛城 é"
    assert fonts.missing_characters({"a": "葛\U000e0100\u200b城"}) == {}


def test_all_fonts_are_embedded_and_have_a_unicode_map():
    reader = read_pdf(build([para("题", TITLE), para("正文 ABC", BODY)], sheet()))

    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            found[font["/BaseFont"]] = "/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font
    assert {name.split("+")[1]: embedded for name, embedded in found.items()} == {
        "NotoSansSC-Regular": True,
        "NotoSansSC-Bold": True,
    }


def test_a_document_says_its_title_language_and_author_and_opens_with_bookmarks():
    reader = read_pdf(build([para("上海市", BODY, OutlineEntry("上海市"))], sheet(lang="en")))
    root = reader.trailer["/Root"]

    assert (reader.metadata.title, reader.metadata.author) == ("研讨会 · 名单", "样例办公室")
    assert (root["/Lang"], root["/PageMode"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        "/UseOutlines",
        True,
    )
    assert read_pdf(printed("x")).trailer["/Root"]["/Lang"] == "zh-CN"


def test_every_page_says_which_of_how_many_it_is():
    content = printed(*["一行"] * 100)

    feet = [re.search(r"第 \d+ 页 共 \d+ 页", page.extract_text())[0] for page in read_pdf(content).pages]
    assert feet == ["第 1 页 共 4 页", "第 2 页 共 4 页", "第 3 页 共 4 页", "第 4 页 共 4 页"]


def test_the_head_stands_on_all_pages_but_the_first():
    pages = [page.extract_text() for page in read_pdf(printed(*["一行"] * 60)).pages]

    assert ["名单" in page for page in pages] == [False, True]


def test_the_same_content_is_the_same_bytes():
    assert printed("张三", ALL_RARE) == printed("张三", ALL_RARE)


def test_a_table_repeats_its_head_and_keeps_every_row():
    head = [Row((para("姓名", CELL), para("单位", CELL)))]
    rows = [Row((para(f"人{i}", CELL), para("样例", CELL)), outline=OutlineEntry(f"人{i}")) for i in range(100)]

    content = build([Grid((100, WIDTH - 100), head, rows)], sheet())
    pages = [page.extract_text() for page in read_pdf(content).pages]

    assert [page.count("姓名") for page in pages] == [1] * len(pages)
    assert re.findall(r"人\d+", "".join(pages)) == [f"人{i}" for i in range(100)]
    assert outline_of(content) == [f"人{i}" for i in range(100)]


def test_rows_that_belong_together_stay_on_one_page():
    rows = [Row((para(f"行{i}", CELL),), keep=i % 3 < 2) for i in range(90)]

    pages = [page.extract_text() for page in read_pdf(build([Grid((WIDTH,), [], rows)], sheet())).pages]

    first = [int(re.search(r"行(\d+)", page)[1]) % 3 for page in pages]
    assert (len(pages), set(first)) == (4, {0})


def test_a_row_taller_than_a_page_is_cut_and_loses_nothing():
    long = "".join(chr(0x4E00 + i) for i in range(6000))
    rows = [Row((para("前", CELL), None)), Row((Stack([para("题", CELL), para(long, CELL)]), para(long[:900], CELL)))]

    content = build([Grid((WIDTH - 80, 80), [Row((para("头", CELL), None))], rows)], sheet())

    text = re.sub(r"\s", "", text_of(content))
    missing = [char for char in long if char not in text]
    assert (len(read_pdf(content).pages) > 3, missing) == (True, [])


def test_a_text_longer_than_a_page_flows_on():
    long = "".join(chr(0x4E00 + i) for i in range(5000))

    text = re.sub(r"\s", "", text_of(printed(long)))

    assert [char for char in long if char not in text] == []


def test_weight_and_colour_change_inside_a_block():
    content = build([para([Span("主持人  ", colour="ink-2"), Span("张三", bold=True)], BODY)], sheet())

    assert text_of(content).split("\n")[0] == "主持人  张三"


def test_a_chart_is_drawn_with_the_same_labels_and_fits_the_page():
    chart = StackedBars(tuple((f"单位{i}", (i,)) for i in range(60)), "单位", ("人数",))
    block = reportlab_drawing(chart.draw(), width=WIDTH)

    text = text_of(build([block], sheet()))

    assert {f"单位{i}" for i in range(60)} - set(text.split("\n")) == set()
