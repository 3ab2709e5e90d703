"""Pictures are drawn by a process with limits, few at once, and never while others wait to write."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageOps

from eventmgr.ground.db import transaction
from eventmgr.ground.errors import BadValue, Busy
from eventmgr.ground.limited.running import run
from eventmgr.tools.uploads import drawing
from eventmgr.tools.uploads.checking import Upload, check_file
from eventmgr.tools.uploads.drawing import redraw
from tests.tools.uploads.pictures import encoded

pytestmark = pytest.mark.one_engine
_PROGRAMS = {
    "dies": ("import os\nos.abort()", BadValue),
    "takes all memory": ("def main(asked, data):\n    return bytes(1 << 40)", BadValue),
    "computes for ever": ("def main(asked, data):\n    while True: pass", BadValue),
    "answers nothing": ("def main(asked, data):\n    return b''", BadValue),
    "answers nonsense": ("def main(asked, data):\n    return b'GIF\\nGIF89a'", BadValue),
    "waits for ever": ("import time\ntime.sleep(60)", Busy),
}


@pytest.mark.parametrize("name", _PROGRAMS)
def test_a_decoder_that_dies_or_does_not_end_is_a_refusal(app, tmp_path, monkeypatch, name):
    source, refusal = _PROGRAMS[name]
    program = tmp_path / f"program{len(name)}.py"
    program.write_text(source, "utf-8")
    monkeypatch.setattr(drawing, "_PROGRAM", program)
    monkeypatch.setattr(
        drawing, "LIMITS", replace(drawing.LIMITS, cpu_seconds=0.5, seconds=5 if refusal is BadValue else 0.3)
    )

    with pytest.raises(refusal):
        redraw(encoded())


def test_the_process_that_draws_knows_no_secret_of_ours(tmp_path, monkeypatch):
    program = tmp_path / "told.py"
    program.write_text("import os\ndef main(asked, data):\n    return repr(sorted(os.environ)).encode()")
    monkeypatch.setenv("EVENTMGR_SECRET_KEY", "s" * 40)

    assert b"EVENTMGR" not in run(program, {}, b"", drawing.LIMITS)


def test_whoever_comes_when_others_are_drawn_is_told_to_come_again(app, monkeypatch):
    monkeypatch.setattr(drawing, "_MOMENT", 0.0)
    told = []

    def meanwhile(*_args):
        for _ in range(drawing._WAITING + 2):
            with pytest.raises(Busy) as busy:
                redraw(encoded())
            told.append(busy.value.status)
        return b"PNG\nx"

    monkeypatch.setattr(drawing, "run", meanwhile)
    drawn = redraw(encoded())[0]

    assert (drawn, set(told)) == (b"x", {503})
    monkeypatch.setattr(drawing, "run", lambda *_args: b"PNG\ny")
    assert redraw(encoded())[0] == b"y"


def test_nothing_is_drawn_or_checked_while_others_wait_to_write(app, monkeypatch):
    monkeypatch.setattr(drawing, "run", lambda *_args: b"PNG\nx")
    for work in (lambda: redraw(encoded()), lambda: check_file(Upload("a.pdf", b"%PDF-1.7"))):
        with pytest.raises(RuntimeError, match="inside a transaction"), transaction():
            work()
        assert work()


def test_each_way_of_holding_a_camera_comes_out_upright(app):
    kept = Image.frombytes("L", (3, 2), bytes([0, 50, 100, 150, 200, 250]))
    for orientation in range(1, 9):
        exif, out = Image.Exif(), io.BytesIO()
        exif[0x0112] = orientation
        kept.save(out, "PNG", exif=exif)

        drawn = Image.open(io.BytesIO(redraw(out.getvalue())[0])).convert("L")

        upright = Image.open(io.BytesIO(out.getvalue()))
        assert drawn.tobytes() == ImageOps.exif_transpose(upright).tobytes(), orientation


def test_what_was_drawn_is_never_much_larger_than_a_file_may_be(app, monkeypatch):
    noise = Image.effect_noise((1000, 700), 90)
    out = io.BytesIO()
    Image.merge("RGBA", (noise, noise, noise, noise)).save(out, "WEBP", lossless=True)
    monkeypatch.setattr(drawing, "MOST_BYTES", 600_000)

    drawn, kind = redraw(out.getvalue())

    assert (len(drawn) <= 600_000, kind.ending, Image.open(io.BytesIO(drawn)).size) == (True, ".png", (500, 350))


def test_phones_put_several_pictures_into_a_file_and_the_first_is_taken(app):
    out = io.BytesIO()
    first, second = Image.new("RGB", (30, 20), "red"), Image.new("RGB", (60, 40), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])

    drawn, kind = redraw(out.getvalue())

    assert (kind.ending, Image.open(io.BytesIO(drawn)).size) == (".jpg", (30, 20))
