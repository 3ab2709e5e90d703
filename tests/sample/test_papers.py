"""Every paper of the sample is a tagged PDF that follows PDF/UA-1 (ISO 14289-1), and is heard as it is read."""

from __future__ import annotations

import io
import re
from typing import Any

import page as validator
import pytest
from pypdf import PdfReader

from eventmgr.clock import now
from eventmgr.events.queries import find_event
from eventmgr.features import papers
from eventmgr.features.values import Printing
from eventmgr.reports.handbook.arrangements import get_arrangements
from eventmgr.reports.handbook.parts import PARTS, USUAL
from eventmgr.reports.printing import print_paper
from eventmgr.reports.queries import get_roster

EVENTS = ("shanghai-seminar", "wuhan-matchmaking", "delta-study-visit")
OTHERS = (
    "/manage/events/shanghai-seminar/delegations/export.pdf",
    "/events/wuhan-matchmaking/listings-supply.pdf",
    "/events/shanghai-seminar/agenda.pdf",
)


def objections(content: bytes) -> list[str]:
    """What an independent validator says against it."""
    report = validator.validate_pdf_bytes(content, profile="ua1")
    return sorted({f"{one.rule_id}: {one.message}" for one in report.failures})


def heard(content: bytes) -> list[tuple[str, str]]:
    """(role, text or words of a picture) in the order of the structure tree."""
    reader = PdfReader(io.BytesIO(content))
    spoken = [said_on(one, reader) for one in reader.pages]
    numbers = {one.indirect_reference.idnum: number for number, one in enumerate(reader.pages)}
    found: list[tuple[str, str]] = []

    def walk(element: Any) -> None:
        words = str(element.get("/Alt", ""))
        for kid in (one.get_object() for one in element.get("/K", ())):
            if isinstance(kid, int):
                words += spoken[numbers[element.raw_get("/Pg").idnum]].get(kid, "")
            elif kid.get("/Type") == "/MCR":
                words += spoken[numbers[kid.raw_get("/Pg").idnum]].get(kid["/MCID"], "")
            elif "/S" in kid:
                walk(kid)
        if words:
            found.append((element["/S"][1:], words))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())
    return found


def said_on(one: Any, reader: PdfReader) -> dict[int, str]:
    """Number of marked content → its text."""
    said: dict[int, str] = {}
    open_now: list[int | None] = []

    def before(operator: bytes, operands: list[Any], *_rest: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            open_now.append(operands[1]["/MCID"] if operator == b"BDC" else None)
        elif operator == b"EMC":
            open_now.pop()

    def text(words: str, *_rest: Any) -> None:
        if words.strip() and open_now and open_now[-1] is not None:
            said[open_now[-1]] = said.get(open_now[-1], "") + words.strip()

    one.extract_text(visitor_operand_before=before, visitor_text=text)
    return said


@pytest.mark.parametrize("slug", EVENTS)
def test_every_paper_follows_pdf_ua(reader, slug: str):
    page, faults = reader.get(f"/manage/events/{slug}/reports/").get_data(as_text=True), {}
    for number, name in enumerate(sorted(set(re.findall(r"/reports/([\w-]+)\.pdf", page)))):
        answer = reader.get(f"/manage/events/{slug}/reports/{name}.pdf?lang={('zh', 'en')[number % 2]}")
        assert answer.status_code == 200, name
        faults[name] = objections(answer.data)

    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) > 10


def test_a_list_of_participants_is_heard_in_its_order_with_the_heads_of_its_columns(reader):
    content = print_paper(papers()["roster"], find_event(EVENTS[0]), "zh", Printing("office", now(), True, {}, None))
    pages = PdfReader(io.BytesIO(content)).pages
    spoken = heard(content)
    roles = [role for role, _words in spoken]
    tables = content.count(b"<</S/Table")

    assert (roles[0], "名单" in spoken[1][1]) == ("H1", True)
    assert {"姓名", "单位", "职务"} <= {words for role, words in spoken if role == "TH"}
    cells = [words for role, words in spoken if role == "TD"]
    for number in (1, 2, 60):
        assert str(number) in cells
    page_of_text = "".join("".join(one.extract_text().split()) for one in pages)
    names = [words for words in cells if 2 <= len(words) <= 3 and "\u4e00" <= words[0] <= "\u9fff"]
    assert len(names) > 60
    assert [words for words in names if "".join(words.split()) not in page_of_text] == []
    drawn, told = page_of_text.count("姓名"), [words for role, words in spoken if role == "TH"].count("姓名")
    assert (told == tables, told < drawn) == (True, True)


def test_what_a_chart_shows_is_said_in_words(reader):
    content = print_paper(papers()["summary"], find_event(EVENTS[0]), "zh", Printing("office", now(), True, {}, None))

    assert [words for role, words in heard(content) if role == "Figure" and "上海" in words]


def test_the_handbook_says_who_sits_rides_and_sleeps_where_once_that_is_published(reader):
    event = find_event(EVENTS[0])
    roster = get_roster(event, "zh")
    told = get_arrangements(event, "zh", roster, PARTS)
    listed = {one.name for part in roster.delegations for one in part.people}

    assert [bool(told[key]) for key in ("seats", "rooms", "meals", "rides")] == [True] * 4
    rooms = {name for hotel in told["rooms"] for _label, names, _unit in hotel.rows for name in names.split("、")}
    assert (len(rooms) > 40, rooms <= listed) == (True, True)
    assert get_arrangements(find_event(EVENTS[1]), "zh", roster, PARTS)["rides"] == ()
    assert "rooms" not in USUAL


@pytest.mark.parametrize("address", OTHERS)
def test_every_paper_of_other_rooms_follows_pdf_ua(reader, address: str):
    assert objections(reader.get(address).data) == []
