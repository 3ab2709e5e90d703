"""Files as spreadsheets write them are read; what is wrong is named by row and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.console.cli.matchmaking.matches import speaking_alone
from eventmgr.engines.matching import MalformedListings, read_listings
from eventmgr.ground import i18n

HEAD = "id,kind,org,province_gb_code,side,industry_code,topic_id,title,text\n"
ROW = 'D1,demand,上海样例1号,310000,east,C38,iot,找网关,"老设备，要联网"\n'


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + ROW).encode(),
        b"\xef\xbb\xbf" + (HEAD + ROW).encode(),
        (HEAD + ROW).encode("gb18030"),
        (HEAD + ROW).encode("utf-16"),
        (HEAD + "\n,,,,,,,,\n" + ROW).replace("\n", "\r\n").encode(),
        (HEAD + ROW).replace("，", "；").replace(",", ";").replace("；", "，").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "blank rows", "semicolons"],
)
def test_files_of_spreadsheets_are_read(data: bytes):
    listing = read_listings(data)[0]

    assert (listing.id, listing.province, listing.topic, listing.title, listing.text) == (
        *("D1", "310000", "iot", "找网关"),
        "老设备，要联网",
    )


def test_columns_of_a_form_are_read_for_the_side_that_fills_them():
    data = "id,kind,title,text,pains,products\nD1,demand,a,b,抄表,\nS1,supply,a,b,,网关\n".encode()
    demand, supply = read_listings(data)

    assert (demand.asks, demand.gives, supply.asks, supply.gives) == ("抄表", "", "", "网关")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file is empty. The first row must name the columns id, kind, title, text."),
        (",\n", "The file is empty. The first row must name the columns id, kind, title, text."),
        (HEAD, "The file has a header but no listings. Write one demand or supply in each row below it."),
        ("id,kind,title\n", "The column “text” is missing. The first row must name the columns id, kind, title, text."),
        ("id,id,kind,title,text\n", "The column “id” appears twice in the first row. Keep one."),
        (HEAD + ROW + ROW, "Row 3, column id: “D1” is already used in row 2. Give each listing an id of its own."),
        (HEAD + ROW.replace("D1", ""), "Row 2, column id: it is empty. Give each listing an id of its own."),
        (HEAD + ROW.replace("demand", "wish"), "Row 2, column kind: “wish” is unknown. Write demand or supply."),
        (
            HEAD + ROW.replace("310000", "999999"),
            (
                "Row 2, column province_gb_code: there is no code “999999”. Leave it empty or take one from "
                "`eventmgr taxonomy list provinces`."
            ),
        ),
        (
            HEAD + ROW.replace("C38", "C99"),
            (
                "Row 2, column industry_code: there is no code “C99”. Leave it empty or take one from "
                "`eventmgr taxonomy list sectors`."
            ),
        ),
        (
            HEAD + ROW.replace("iot", "magic"),
            (
                "Row 2, column topic_id: there is no code “magic”. Leave it empty or take one from "
                "`eventmgr taxonomy list topics`."
            ),
        ),
        (HEAD + "D1,demand,,,,,,,\n", "Row 2: title and text are empty. Write what is needed or offered."),
        (
            HEAD + ROW.replace('"', ""),
            None,
        ),
        (
            HEAD + ROW.strip() + ",多\n",
            "Row 2 has more cells than the first row has columns (“多”). Put a text with commas in quotation marks.",
        ),
        (
            HEAD + 'D1,demand,,,,,,"a"b,c\n',
            "Row 2 cannot be read (',' expected after '\"'). Check its quotation marks, or save the file as CSV again.",
        ),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str | None):
    if message is None:
        assert read_listings(text.encode())
        return
    with pytest.raises(MalformedListings) as caught:
        read_listings(text.encode())
    with speaking_alone("zh"):
        chinese = caught.value.sentence.translated(i18n._)

    assert str(caught.value) == message
    assert chinese != message


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"PK\x03\x04\x14\x00\x06\x00\x81\xff", b"id,kind\0"])
def test_a_file_that_is_no_text_is_refused(data: bytes):
    with pytest.raises(MalformedListings):
        read_listings(data)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(data: bytes):
    try:
        assert read_listings(data)
    except MalformedListings as error:
        assert str(error)
