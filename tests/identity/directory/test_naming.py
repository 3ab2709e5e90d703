"""An organization is named in the language that is spoken."""

from __future__ import annotations

import re

import pytest

from eventmgr.identity.directory.naming import organization_name
from tests.conftest import ROOT
from tests.factories import make_organization

pytestmark = pytest.mark.one_engine
_CHINESE = re.compile(r"(?<!name=profile\.)\borganization\.name\b(?!_)")
"""The name of a new keeper's organization is looked up by the Chinese one."""
_BOTH = ("matchmaking/organizations/", "event/registration/_organizations.html")
"""The directory itself, which shows both names, and what is suggested to those who type one."""


def test_the_english_name_is_said_in_english_alone_and_where_it_is_known(database):
    known, unknown = make_organization("甲样例有限公司", name_en="First Sample"), make_organization("乙样例有限公司")

    assert [organization_name(one, lang) for one in (known, unknown) for lang in ("zh", "en")] == [
        "甲样例有限公司",
        "First Sample",
        "乙样例有限公司",
        "乙样例有限公司",
    ]


def test_no_page_but_the_directory_names_an_organization_in_chinese_alone():
    templates = ROOT / "templates"
    pages = {str(page.relative_to(templates)): page.read_text(encoding="utf-8") for page in templates.rglob("*.html")}

    assert [name for name, text in pages.items() if not name.startswith(_BOTH) and _CHINESE.search(text)] == []
    assert len(pages) > 300
