"""`docs/formats/calendars.md` names tests that exist and readers that are asked."""

import ast
import re

from tests.conftest import ROOT
from tests.output.calendars.readers import EXACT

PAGE = (ROOT / "docs" / "formats" / "calendars.md").read_text("utf-8")
CONDITIONS = re.findall(r"^\*\*(\d+)\. .*?(?=^\*\*\d+\. |^## )", PAGE, re.MULTILINE | re.DOTALL)
PARTS = re.split(r"^\*\*\d+\. ", PAGE.split("## Conditions")[1].split("\n## ")[0], flags=re.MULTILINE)[1:]


def test_ten_conditions_stand_there_each_with_its_tests_and_the_foreign_readers():
    assert [str(number) for number in range(1, 11)] == CONDITIONS
    for part in PARTS:
        assert re.search(r"^- `tests/.+::test_\w+`$", part, re.MULTILINE), part[:60]
        inexact = () if "zone data" in part else ("ics.py",)
        assert [reader for reader in (*EXACT, *inexact) if reader not in part] == [], part[:60]


def test_every_test_that_the_page_names_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    missing = [f"{path}::{name}" for path, name in named if name not in functions_of(path)]

    assert (missing, len(named) > 30) == ([], True)


def functions_of(path: str) -> set[str]:
    file = ROOT / path
    tree = ast.parse(file.read_text("utf-8")) if file.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
