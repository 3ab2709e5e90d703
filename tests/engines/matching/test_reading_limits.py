"""Limits of a listing's file: what is still read, and what is refused with its row."""

from __future__ import annotations

import pytest

from eventmgr.engines.matching import DEMAND, SUPPLY, MalformedListings, read_listings

HEAD = "id,kind,title,text,org,needs,pains,offers,products\n"


def row(number: int = 1, **cells: str) -> str:
    values = {"id": f"L{number}", "kind": "demand", "title": "标题", "text": "正文"} | cells
    names = HEAD.strip().split(",")
    return ",".join(f'"{values.get(name, "")}"' for name in names) + "\n"


def refusal(text: str) -> str:
    with pytest.raises(MalformedListings) as caught:
        read_listings(text.encode())
    return str(caught.value)


@pytest.mark.parametrize(("length", "fits"), [(100, True), (101, False)])
def test_an_id_has_a_hundred_characters_at_most(length: int, fits: bool):
    text = HEAD + row(id="x" * length)

    if fits:
        assert len(read_listings(text.encode())[0].id) == 100
    else:
        assert refusal(text) == "Row 2, column id: longer than 100 characters. Shorten it."


@pytest.mark.parametrize(
    ("title", "text", "fits"), [(10_000, 10_000, True), (10_000, 10_001, False), (0, 20_000, True)]
)
def test_what_is_told_has_twenty_thousand_characters_at_most(title: int, text: int, fits: bool):
    data = HEAD + row(title="甲" * title, text="乙" * text)

    if fits:
        assert len(read_listings(data.encode())) == 1
    else:
        assert refusal(data) == ("Row 2: more than 20,000 characters. Shorten the text to what a partner must know.")


@pytest.mark.parametrize(
    ("kind", "column", "counts"),
    [
        ("demand", "needs", True),
        ("demand", "pains", True),
        ("demand", "offers", False),
        ("demand", "products", False),
        ("supply", "offers", True),
        ("supply", "products", True),
        ("supply", "needs", False),
        ("supply", "pains", False),
    ],
)
def test_only_the_columns_of_one_s_own_side_tell_something(kind: str, column: str, counts: bool):
    data = HEAD + row(kind=kind, title="", text="", **{column: "网关"})

    if counts:
        listing = read_listings(data.encode())[0]
        assert listing.words == "网关"
    else:
        assert refusal(data) == "Row 2: title and text are empty. Write what is needed or offered."


def test_both_columns_of_a_side_are_read_in_the_order_of_the_form():
    demand, supply = read_listings(
        (HEAD + row(1, needs="甲", pains="乙") + row(2, kind="供应", offers="丙", products="丁")).encode()
    )

    assert (demand.kind, demand.words, demand.is_demand) == (DEMAND, "标题。正文。甲。乙", True)
    assert (supply.kind, supply.words, supply.is_demand) == (SUPPLY, "标题。正文。丙。丁", False)


@pytest.mark.parametrize("kind", ["Demand", "DEMAND", " demand ", "需求"])
def test_a_kind_may_be_written_in_any_case(kind: str):
    assert read_listings((HEAD + row(kind=kind)).encode())[0].kind == DEMAND


def test_rows_are_counted_as_a_spreadsheet_does():
    """A text of two lines is one row; a blank row counts."""
    text = HEAD + row(1, text="第一行\n第二行") + "\n" + row(3, kind="wish")

    assert refusal(text) == "Row 4, column kind: “wish” is unknown. Write demand or supply."
    assert read_listings((HEAD + row(1, text="第一行\n第二行")).encode())[0].text == "第一行\n第二行"


def test_a_long_value_is_shown_shortened():
    assert (
        refusal(HEAD + row(kind="k" * 61)) == f"Row 2, column kind: “{'k' * 60}…” is unknown. Write demand or supply."
    )
    assert "…" not in refusal(HEAD + row(kind="k" * 60))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_that_is_commonest_in_the_head_parts_the_cells(mark: str):
    head, cells = mark.join(["id", "kind", "title", "text"]), mark.join(["a", "demand", '"x,y;z"', "t"])

    assert read_listings(f"\n{head}\n{cells}\n".encode())[0].title == "x,y;z"


def test_columns_come_in_any_order_and_case_and_unknown_ones_are_passed_over():
    (listing,) = read_listings("Text, KIND ,备注,Id,title\nt,supply,x,7,\n".encode())

    assert (listing.id, listing.kind, listing.text, listing.title) == ("7", SUPPLY, "t", "")


def test_a_short_row_lacks_its_last_cells_and_empty_cells_beyond_the_head_do_no_harm():
    assert read_listings(b"id,kind,title,text\n1,demand,t\n2,demand,t,x,, ,\n")[0].text == ""
    assert refusal("id,kind,title,text\n1,demand,t,x,,y\n").startswith("Row 2 has more cells than the first row")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"])
def test_every_accepted_encoding_gives_the_same(encoding: str):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    (listing,) = read_listings(mark + (HEAD + row(title="联网", org="样例")).encode(encoding))

    assert (listing.title, listing.org) == ("联网", "样例")
