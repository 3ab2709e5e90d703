"""Words of before are put into those of now where pages differ, and nowhere else."""

from __future__ import annotations

import pytest

from tests.upgrading import renamed
from tests.upgrading.renamed import Renamed, in_words_of_now

LIST = (
    Renamed("zh", "手机", "手机号码"),
    Renamed("zh", "%(num)s 个省份", "%(num)s 个省（区、市）"),
    Renamed("en", "Province", "Province/region"),
    Renamed("en", "Places", "Capacity"),
    Renamed("en", "Places", "Places left"),
    Renamed("en", "Keep %(num)s %(what)s", "Kept of %(what)s: %(num)s"),
)


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(renamed, "rows", lambda: LIST)
    renamed._texts.cache_clear()
    yield
    renamed._texts.cache_clear()


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("zh", "手机 必填", "手机号码 必填"),
        ("zh", "来自 12 个省份。", "来自 12 个省（区、市）。"),
        ("en", "Province required", "Province/region required"),
        ("en", "Places: 3", "Capacity: 3"),
        ("en", "Places: 3", "Places left: 3"),
        ("en", "Keep 3 rows", "Kept of rows: 3"),
    ],
)
def test_a_line_with_a_word_of_before_is_the_line_with_the_word_of_now(lang: str, before: str, after: str):
    old, new, used = in_words_of_now(["same", before], ["same", after], lang)

    assert (old == new, len(used)) == (True, 1)


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("zh", "手机号", "手机号码号"),
        ("en", "Provinces", "Province/regions"),
        ("en", "Province 3", "Province/region 4"),
        ("zh", "Province", "Province/region"),
    ],
)
def test_other_differences_stay(lang: str, before: str, after: str):
    old, new, _used = in_words_of_now([before], [after], lang)

    assert old != new


def test_lines_that_are_the_same_are_left_alone():
    assert in_words_of_now(["手机"], ["手机"], "zh") == (["手机"], ["手机"], set())
