"""The glossary and the code name the same things, and each thing has one word."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT, script
from tests.test_architecture import STAIRCASE

PAGE = (ROOT / "docs/glossary.md").read_text("utf-8")
ROOMS = {room for floor in STAIRCASE for room in floor}
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef)


def test_every_room_every_table_and_every_class_of_the_models_stands_in_the_glossary_and_nothing_else():
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("`Series`", "`Serie`", "Serie does not exist"),
        ("`Series`", "", "Series has no word"),
        ("`series`", "`serie`", "table serie does not exist"),
        ("`series`", "", "table series has no word"),
        ("`agenda`", "`programme`", "room programme does not exist"),
        ("`agenda`", "", "room agenda has no word"),
        ("| series |", "| event |", "event stands twice"),
        ("| 系列活动 |", "| 活动 |", "活动 stands twice"),
        ("| 系列活动 |", "| |", "series has no Chinese word"),
    ],
)
def test_a_glossary_that_says_otherwise_than_the_code_is_noticed(was: str, becomes: str, fault: str):
    assert fault in faults(PAGE.replace(was, becomes))


GONE = {
    "办会人": "会务人员、会务组: no official says 办会人",
    "办会账号": "会务账号",
    "余额": "剩余名额: 余额 is money",
    "转正": "递补: 转正 is said of employees",
    "成果事项": "议定事项",
    "议程项": "环节",
    "项议程": "个环节",
    "名册": "名单",
    "规范顺序": "行政区划顺序",
    "去掉": "删除",
    "中国标准时间": "北京时间",
    "country code": "country or region code: Hong Kong, Macao and Taiwan have numbers, too",
    "Receipt": "registration form; a receipt is proof of payment",
    "Conclusion": "action item",
}
"""Words that must not come back, and what is said instead. 回执 may stand: the text of a 会议通知 says 参会回执."""


def gone_words(texts: list[str]) -> list[str]:
    """The words of `GONE` in texts that people read."""
    return [f"{word} in {text!r}: {better}" for text in texts for word, better in GONE.items() if word in text]


def test_words_that_were_replaced_do_not_come_back():
    catalogue = script("catalogue")
    books = [catalogue.read_book(ROOT, locale) for locale in catalogue.LOCALES]
    said = [text for book in books for entries in book.values() for entry in entries.values() for text in entry.texts]
    templates = [path.read_text("utf-8") for path in sorted((ROOT / "templates").rglob("*.*"))]

    assert gone_words([*said, *templates]) == []


def test_a_word_that_comes_back_is_noticed():
    assert gone_words(["办会人登录"]) == ["办会人 in '办会人登录': 会务人员、会务组: no official says 办会人"]


def faults(page: str) -> list[str]:
    """What of the glossary is not so, or is missing."""
    terms, rooms = _rows(page)
    named = {name for row in terms for name in _codes(row[2])}
    tables = {name for row in terms for name in _codes(row[3])}
    housed = {name for row in rooms for name in (*_codes(row[0]), *_codes(row[3]))}
    words = Counter(row[0] for row in terms) + Counter(word for row in terms for word in row[1].split("、"))
    return [
        *_compared("", named, _models(), _defined()),
        *_compared("table ", tables, _tables(), _tables()),
        *_compared("room ", housed, ROOMS, ROOMS),
        *(f"{word} stands twice" for word, times in words.items() if word and times > 1),
        *(f"{row[0]} has no Chinese word" for row in terms if not row[1]),
    ]


def _compared(kind: str, said: set[str], wanted: set[str], there: set[str]) -> list[str]:
    return [
        *(f"{kind}{name} does not exist" for name in sorted(said - there)),
        *(f"{kind}{name} has no word" for name in sorted(wanted - said)),
    ]


def _rows(page: str) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the terms, and those of the rooms."""
    terms, rooms = page.split("\n## 6.")
    return _cells(terms), _cells(rooms)


def _cells(part: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("|")]
    return [row for row in rows if row[0] not in ("English", "Room", "---")]


def _codes(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _sources() -> list[Path]:
    return [path for path in (ROOT / "eventmgr").rglob("*.py") if "migrations" not in path.parts]


def _models() -> set[str]:
    bodies = [_tree(path).body for path in _sources() if path.name == "models.py"]
    classes = {node.name for body in bodies for node in body if isinstance(node, ast.ClassDef)}
    return {name for name in classes if not name.startswith("_")}


@cache
def _tables() -> set[str]:
    """The names of the tables, as the models give them."""
    return {
        node.value.value
        for path in _sources()
        if path.name == "models.py"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__tablename__"
        if isinstance(node.value, ast.Constant)
    }


@cache
def _defined() -> set[str]:
    """Every class, function and constant that stands at the top of a module; the staircase of the tests too."""
    found = {"STAIRCASE"}
    for path in _sources():
        for node in _tree(path).body:
            if isinstance(node, _DEFINITIONS):
                found.add(node.name)
            elif isinstance(node, ast.Assign):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    return found
