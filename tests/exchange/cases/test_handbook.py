"""Cases are taken home as one book, as far as the filters of the list leave them."""

from __future__ import annotations

import io

import pypdf
import pytest

from eventmgr.exchange.cases import queries
from eventmgr.exchange.cases.models import CaseState
from tests.exchange.cases.factories import make_case, make_metric
from tests.factories import make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")


def book(client, asked=""):
    answer = client.get(f"/cases/handbook.pdf{asked}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.data))


def words(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_book_has_a_cover_contents_and_metrics_and_text_of_each_case_that_the_filters_leave(client):
    first = make_case(make_organization("甲厂"), title={"zh": "甲例", "en": "First"}, measures={"zh": "换了夹具。"})
    make_metric(first)
    make_case(make_organization("乙厂"), title={"zh": "乙例", "en": "Second"}, province_code="330000")
    make_case(make_organization("丙厂"), title={"zh": "丙例"}, state=CaseState.DRAFT, published_at=None)
    reader = book(client, "?province=320000")
    text = words(reader)
    for part in ("案例集", "目录", "江苏省", "甲例", "甲厂", "生产效率提升 30% 以上", "2023 年均值", "换了夹具。"):
        assert part in text
    assert [entry.title for entry in reader.outline][:3] == ["案例集", "目录", "甲例"]
    assert ("乙例" in text, "丙例" in text) == (False, False)
    english = words(book(client, "?lang=en"))
    assert ("Handbook of cases" in english, "First" in english, "Second" in english) == (True, True, True)


def test_none_and_too_many_are_refused_and_the_list_offers_only_what_can_be_had(client, monkeypatch):
    assert client.get("/cases/handbook.pdf").status_code == 400
    make_case(make_organization("甲厂"))
    assert "/cases/handbook.pdf" in client.get("/cases/").text
    monkeypatch.setattr(queries, "MOST_IN_BOOK", 1)
    make_case(make_organization("乙厂"))
    assert client.get("/cases/handbook.pdf").status_code == 400
    assert "/cases/handbook.pdf" not in client.get("/cases/?lang=en").text
