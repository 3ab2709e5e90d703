"""QR codes: the same modules on paper, in pictures of pixels and in those that scale."""

import base64
import io

import pytest
import segno
from PIL import Image

from eventmgr.tools.charts.qr import image_address, modules_of, png_of, svg_file_of, svg_of

pytestmark = pytest.mark.one_engine
ADDRESS = "https://events.example.org/events/shanghai-seminar/"
SCALE = 16


def test_a_picture_is_the_code_of_its_text_with_the_border_that_readers_need():
    image = Image.open(io.BytesIO(png_of(ADDRESS, scale=SCALE))).convert("L")
    side, middle = image.width // SCALE, SCALE // 2
    middles = [number * SCALE + middle for number in range(side)]
    modules = [[image.getpixel((x, y)) == 0 for x in middles] for y in middles]
    code = segno.make(ADDRESS, error="m", micro=False, mask=3)
    wanted = [[bool(one) for one in row] for row in code.matrix_iter(border=4)]

    assert image.size == (side * SCALE, side * SCALE)
    assert modules == wanted
    assert modules_of(ADDRESS) == [row[4:-4] for row in wanted[4:-4]]
    assert modules_of(ADDRESS) != modules_of(ADDRESS + "x")


def test_one_that_scales_stands_in_pages_as_an_element_as_a_file_and_as_an_address():
    element = svg_of(ADDRESS)

    assert element.startswith("<svg") and 'width="240.0"' in element
    assert svg_file_of(ADDRESS, width=600).startswith(b"<?xml")
    assert base64.b64decode(image_address(ADDRESS).partition(",")[2]).decode() == element
