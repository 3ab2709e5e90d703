"""Every paper of the sample is a tagged PDF that follows PDF/UA-1 (ISO 14289-1), and is heard as it is read."""

from __future__ import annotations

import io
import re
from typing import Any

import page as validator
import pytest
from pypdf import PdfReader

from eventmgr.event.events.queries import find_event
from eventmgr.ground.clock import now
from eventmgr.ground.features import papers
from eventmgr.ground.features.values import Printing
from eventmgr.output.papers.handbook.arrangements import get_arrangements
from eventmgr.output.papers.handbook.parts import PARTS, USUAL
from eventmgr.output.papers.orders import sizes
from eventmgr.output.papers.printing import print_paper
from eventmgr.output.papers.queries import get_roster
from eventmgr.tools.typesetting.names import WHOLE
from tests.console.sample.order_on_papers import apart, out_of_order, torn
from tests.console.sample.said_on_papers import Record, expected, foreign, in_chinese, missing, untold
from tests.output.papers.samples import lines_of
from tests.soak import drawn, either

EVENTS = ("shanghai-seminar", "wuhan-matchmaking", "delta-study-visit", "software-seminar", "workshop-training")
TORN = either(
    ("minutes", "brief", "table-plan"), ("minutes", "brief", "handbook", "table-plan", "groups", "roster", "signin")
)
"""Papers that print several names in one line, or a name among other words; a soak reads the long ones too."""
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
    known: dict[int, dict[int, str]] = {}
    spoken = [said_on(one, known) for one in reader.pages]
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


_TOKEN = re.compile(rb"/MCID (\d+)>> BDC|/\S+ (BMC)|(EMC)|/(\S+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def said_on(one: Any, known: dict[int, dict[int, str]]) -> dict[int, str]:
    """Number of marked content → its text, read from the codes that the page draws and what its fonts say they mean. Sixty times as
    fast as pypdf's own reading, with which the list of participants is compared below."""
    fonts: dict[str, dict[int, str]] = {}
    faces = one["/Resources"].get("/Font")
    for name, font in dict.items(faces.get_object()) if faces else ():
        if font.idnum not in known:
            known[font.idnum] = _meanings(font.get_object())
        fonts[name[1:]] = known[font.idnum]
    said: dict[int, str] = {}
    open_now: list[int | None] = []
    meanings: dict[int, str] = {}
    for marked, artifact, end, face, codes in _TOKEN.findall(one.get_contents().get_data()):
        if marked or artifact:
            open_now.append(int(marked) if marked else None)
        elif end:
            open_now.pop()
        elif face:
            meanings = fonts[face.decode()]
        elif open_now and open_now[-1] is not None:
            plain = _ESCAPE.sub(lambda at: bytes([int(at[1], 8)]) if at[1] else _SIGNS.get(at[2], at[2]), codes)
            words = "".join(meanings[code] for code in plain)
            said[open_now[-1]] = said.get(open_now[-1], "") + words.strip()
    return said


def _meanings(font: Any) -> dict[int, str]:
    """Code → what it means, as the font itself says for those who copy or search."""
    table = font["/ToUnicode"].get_object().get_data()
    pairs = re.findall(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,})>", table)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def printed_of(reader, slug: str) -> list[str]:
    """Names of the papers that are offered there."""
    page = reader.get(f"/manage/events/{slug}/reports/").get_data(as_text=True)
    return sorted(set(re.findall(r"/reports/([\w-]+)\.pdf", page)))


@pytest.mark.one_engine
def test_every_kind_of_paper_is_among_those_that_are_compared(reader):
    assert {name for slug in EVENTS for name in printed_of(reader, slug)} == papers().keys()
    assert papers().keys() - expected(Record(find_event(EVENTS[0]), "zh")).keys() == set()


@pytest.mark.one_engine
@pytest.mark.parametrize("slug", EVENTS)
def test_every_paper_follows_pdf_ua(reader, slug: str, monkeypatch):
    """Its text, as it is heard, is compared with the tables: in `make test` of a third of the papers of each event, all in a
    soak. None is left to a worker, which would make the same. People stand in the one order, no name is torn, and numbers are those of the page
    of that name. Papers in English name organizations in English."""
    monkeypatch.setattr(sizes, "_OF_COSTLY", {})
    faults, otherwise = {}, {}
    records = {lang: Record(find_event(slug), lang) for lang in ("zh", "en")}
    names = drawn(printed_of(reader, slug), 3, turn=EVENTS.index(slug))
    for number, name in enumerate(names, EVENTS.index(slug)):
        lang = ("zh", "en")[number % 2]
        answer = reader.get(f"/manage/events/{slug}/reports/{name}.pdf?lang={lang}")
        assert answer.status_code == 200, name
        faults[name] = objections(answer.data)
        elements = heard(answer.data)
        text = " ".join(words for _role, words in elements)
        otherwise[name] = [
            *missing(records[lang], name, text),
            *untold(records[lang], name, text),
            *foreign(records[lang], elements),
            *in_chinese(records[lang], text),
            *out_of_order(records[lang], name, elements),
            *apart(reader, records[lang], name, text),
            *(torn(records[lang], lines_of(answer.data)) if name in TORN else ()),
        ]

    assert {name: found for name, found in faults.items() if found} == {}
    assert {name: found for name, found in otherwise.items() if found} == {}
    assert len(faults) >= 2


def test_a_list_of_participants_is_heard_in_its_order_with_the_heads_of_its_columns(reader):
    content = print_paper(
        papers()["roster"], find_event(EVENTS[0]), "zh", Printing("office", now(), ("registrations.contact",), {}, None)
    )
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
    content = print_paper(papers()["summary"], find_event(EVENTS[0]), "zh", Printing("office", now()))

    assert [words for role, words in heard(content) if role == "Figure" and "上海" in words]


def test_the_handbook_says_who_sits_rides_and_sleeps_where_once_that_is_published(reader):
    event = find_event(EVENTS[0])
    roster = get_roster(event, "zh")
    told = get_arrangements(event, "zh", roster, PARTS)
    listed = {one.name for part in roster.delegations for one in part.people}

    assert [bool(told[key]) for key in ("seats", "rooms", "meals", "rides")] == [True] * 4
    rooms = {
        name.replace(WHOLE, "").replace("\u3000", "")
        for hotel in told["rooms"]
        for _label, names, _unit in hotel.rows
        for name in names.split("、")
    }
    assert all(meal.heads for meal in told["meals"]), "no table tells who eats halal"
    assert (len(rooms) > 40, rooms <= listed) == (True, True)
    assert get_arrangements(find_event(EVENTS[1]), "zh", roster, PARTS)["rides"] == ()
    assert "rooms" not in USUAL


@pytest.mark.parametrize("address", OTHERS)
def test_every_paper_of_other_rooms_follows_pdf_ua(reader, address: str):
    assert objections(reader.get(address).data) == []
