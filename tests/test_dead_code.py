"""Nothing public stands in the package that only tests or measurements use."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.dead_code import House, unused

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.one_engine

REASONS = {
    "eventmgr.engines.scheduling.annealing.compiled.Walker": "`cooling` takes `Walker` of the engine that is there",
    "eventmgr.engines.scheduling.annealing.plain.Walker": "`cooling` takes `Walker` of the engine that is there",
    "eventmgr.engines.matching.embedding.is_available": "the matcher's interface, docs/formats/matching.md: the extra `embedding`",
    "eventmgr.engines.matching.embedding.vectors": "the matcher's interface, docs/formats/matching.md: the extra `embedding`",
    **dict.fromkeys(
        ("eventmgr.matchmaking.listings.queries.listings.list_published_listings",),
        "the room's interface, docs/inside/listings.md",
    ),
    "eventmgr.tools.charts.tokens.stylesheet": "writes scripts/styles/charts.css; a test holds the file to it",
}
"""Public names that nothing in package, templates or scripts uses, and why they stay."""


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(text: str) -> ast.Module:
    return ast.parse(text)


@pytest.fixture(scope="module")
def house() -> House:
    package = [path for path in (ROOT / "eventmgr").rglob("*.py") if "migrations" not in path.parts]
    paths = [*package, *(ROOT / "scripts").rglob("*.py"), ROOT / "wsgi.py"]
    return House({module_of(path): tree_of(path.read_text("utf-8")) for path in paths})


def test_every_public_name_of_the_package_is_used_by_package_templates_or_scripts(house):
    pages = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*") if path.is_file()]
    code = " ".join(part for page in pages for part in re.findall(r"\{[{%].*?[%}]\}", page, re.DOTALL))

    assert sorted(unused(house, "eventmgr", code)) == sorted(REASONS)


BROKEN = {
    "small": "from small.low import handed_on\n__all__ = ['handed_on']\n",
    "small.low": (
        "def used(): pass\n"
        "def only_tests(): return only_tests()\n"
        "def handed_on(): pass\n"
        "def in_page(): pass\n"
        "@bp.route('/')\ndef view(): pass\n"
        "@dataclass(frozen=True)\nclass Value: pass\n"
        "class Row:\n    __tablename__ = 'row'\n"
        "LIMIT, SPARE = 1, 2\n"
        "_private = 3\n"
    ),
    "small.high": "from small import low\nfrom small.low import only_tests\nlow.used(low.LIMIT)\n",
}


def test_what_is_defined_imported_or_handed_on_and_never_used_is_found():
    house = House({name: tree_of(text) for name, text in BROKEN.items()})

    found = unused(house, "small", "{{ in_page() }}")

    assert found == ["small.low.only_tests", "small.low.handed_on", "small.low.Value", "small.low.SPARE"]


def test_a_use_through_a_package_or_a_renamed_import_counts():
    more = BROKEN | {
        "small.top": (
            "import small.low\nfrom small import handed_on as other\nfrom small.low import Value\n"
            "small.low.only_tests()\nother()\ndef make() -> Value: return small.low.SPARE\nmake()\n"
        )
    }

    assert unused(House({name: tree_of(text) for name, text in more.items()}), "small", "in_page") == []
