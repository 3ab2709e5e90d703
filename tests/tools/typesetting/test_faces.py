"""What is vendored is what the manifest says, with its licence; the faces have the glyphs that names need."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import ROOT, script

vendor = script("vendor")
FONTS = ROOT / "eventmgr" / "tools" / "typesetting" / "faces"


def test_all_vendored_files_agree_with_the_manifest():
    assert vendor.check(vendor.read_manifest()) == []


def test_a_changed_a_missing_and_an_unknown_file_are_found(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"changed")
    (tmp_path / "c.txt").write_bytes(b"unknown")
    one = vendor.Vendored("p", "1", "MIT", "a.txt", "a.txt", sha256=vendor.sha256(b"as it was"))

    assert vendor.check([one, replace(one, target="b.txt")], tmp_path) == [
        "a.txt: is not what the manifest says",
        "b.txt: is missing",
        "c.txt: is not in the manifest",
    ]


def test_every_package_comes_with_its_licence_text():
    entries = vendor.read_manifest()

    licences = {entry.package for entry in entries if "LICENSE" in entry.source}
    assert licences == {entry.package for entry in entries}


def test_no_registry_is_named():
    text = (ROOT / "scripts/vendor.py").read_text() + (ROOT / "scripts/vendor.toml").read_text()

    assert re.findall(r"https?://|registry\.", text) == []


def test_a_source_map_comment_is_taken_off():
    one = vendor.Vendored("p", "1", "MIT", "a.css", "a.css", strip_source_map=True)

    assert one.prepared(b"a{}\n/*# sourceMappingURL=a.css.map */") == b"a{}\n"
    assert one.prepared(b"a{}\n") == b"a{}\n"


def test_hashes_are_written_into_their_blocks_only(tmp_path: Path):
    manifest = tmp_path / "m.toml"
    manifest.write_text(
        '# head\n\n[[file]]\npackage = "p"\ntarget = "x"\nsha256 = "old"\n\n[[file]]\npackage = "q"\ntarget = "y"\n'
    )

    vendor.write_hashes(manifest, {"x": ("1", "2"), "y": ("3", "4")})

    assert manifest.read_text() == (
        '# head\n\n[[file]]\npackage = "p"\ntarget = "x"\nsource_sha256 = "1"\nsha256 = "2"\n\n'
        '[[file]]\npackage = "q"\ntarget = "y"\nsource_sha256 = "3"\nsha256 = "4"\n'
    )


def test_a_font_of_character_sets_keeps_those_and_is_the_same_each_time():
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    letters = {ord(char): f"g{number}" for number, char in enumerate("A张國㛃")}
    names = [".notdef", *letters.values()]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(letters)
    builder.setupGlyf(dict.fromkeys(names, TTGlyphPen(None).glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "T"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    one = vendor.Vendored("p", "1", "OFL-1.1", "a.ttf", "a.ttf", character_sets=("gb2312",))

    made = one.prepared(out.getvalue())

    assert made == one.prepared(out.getvalue())
    with TTFont(io.BytesIO(made)) as font:
        assert set(font.getBestCmap()) == set(map(ord, "A张"))


@pytest.mark.parametrize(("name", "codecs"), [("Regular", ("gb2312", "big5")), ("Bold", ("gb2312",))])
def test_the_faces_of_official_documents_have_their_character_sets(name: str, codecs: tuple[str, ...]):
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / f"NotoSerifSC-{name}.ttf", lazy=True) as font:
        letters = font.getBestCmap()

    rows = [bytes((first, second)) for first in range(0xB0, 0xF8) for second in range(0xA1, 0xFF)]
    wanted = {char for codec in codecs for row in rows for char in row.decode(codec, "ignore")}
    assert [char for char in wanted if ord(char) not in letters and 0x4E00 <= ord(char) < 0xA000] == []


@pytest.mark.parametrize("name", ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"])
def test_the_faces_keep_every_glyph_that_names_need_and_no_layout_tables(name: str):
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / name, lazy=True) as font:
        letters, tables = font.getBestCmap(), set(font.keys())

    assert [char for char in "𬱖䶮𫖯㛃𠅤𬭎𩽾·□" if ord(char) not in letters] == []
    assert sum(0x4E00 <= code <= 0x9FA5 for code in letters) == 20902
    assert {"GSUB", "GPOS", "fpgm", "prep"} & tables == set()
