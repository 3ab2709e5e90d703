"""The notice on personal data: written from facts, kept in versions, without knowing an event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eventmgr.identity.privacy.notice import Facts, write_notice
from tests.architecture import Source, imports_of, room_of

FACTS = Facts(
    title={"zh": "样例会", "en": "Sample event"},
    hosts=[{"zh": "样例厅", "en": "Sample office"}, {"zh": "样例协会"}],
    contact=["样例甲", "025-0000000"],
    kinds=[("姓名", "名册"), ("手机号码", "通知")],
    sensitive=["饮食要求"],
    passed_on=["姓名", "住宿"],
    retention_months=36,
)


def test_the_notice_names_its_facts_in_both_languages(app):
    with app.app_context():
        notice = write_notice(FACTS)

    assert sorted(notice) == ["en", "zh"]
    for words in ("样例厅、样例协会", "样例甲、025-0000000", "样例会", "姓名", "名册", "饮食要求", "6", "36"):
        assert words in notice["zh"]
    for words in (
        "Sample office, 样例协会",
        "样例甲, 025-0000000",
        "Sample event",
        "Sensitive personal information",
        "6 months",
        "36 months",
    ):
        assert words in notice["en"]


def test_nothing_sensitive_is_named_where_nothing_sensitive_is_asked(app):
    with app.app_context():
        full, less = write_notice(FACTS), write_notice(replace(FACTS, sensitive=[]))

    assert ("Sensitive personal information" in full["en"], "Sensitive" in less["en"]) == (True, False)


def test_it_tells_of_recommendations_where_delegations_give_them_and_nowhere_else(app):
    with app.app_context():
        full, less = write_notice(replace(FACTS, recommends=True)), write_notice(FACTS)

    assert ("says whether the delegation recommends you" in full["en"], "代表团推荐" in full["zh"]) == (True, True)
    assert ("recommend" in less["en"], "推荐" in less["zh"]) == (False, False)


def test_hotel_and_carrier_are_recipients_with_the_separate_consent_and_named_only_where_they_are_needed(app):
    """PIPL art. 23, not art. 21: nobody is both entrusted and asked a separate consent for."""
    with app.app_context():
        full, less = write_notice(FACTS), write_notice(replace(FACTS, passed_on=[]))

    assert "经您单独同意，姓名、住宿以及必要时的手机号码可提供给住宿酒店、承运单位和考察接待单位" in full["zh"]
    assert (
        "only with your separate consent, 姓名, 住宿 and, where needed, your mobile number are provided to"
        in full["en"]
    )
    for words in (full, less):
        assert ("ntrusted" in words["en"], "委托" in words["zh"]) == (False, False)
        assert [words["zh"].count("向他人提供"), words["en"].count("Provision to others")] == [1, 1]
    assert ("hotel" in less["en"], "酒店" in less["zh"]) == (False, False)


def test_the_purpose_of_an_identity_document_stands_in_it_where_one_is_asked(app):
    with app.app_context():
        full = write_notice(replace(FACTS, id_purpose={"zh": "门岗登记", "en": "checks at the gate"}))
        less = write_notice(FACTS)

    assert "用途为：门岗登记。" in full["zh"]
    assert "are needed for this: checks at the gate." in full["en"]
    assert ("证件" in less["zh"], "dentity document" in less["en"]) == (False, False)


def test_a_dash_stands_for_hosts_and_contact_that_nobody_entered(app):
    with app.app_context():
        notice = write_notice(replace(FACTS, hosts=[], contact=[]))

    assert "**Personal information handler:** —. Contact: —." in notice["en"]


def test_the_notice_is_written_without_pages_and_tables():
    root = Path(__file__).resolve().parents[3]
    source = Source("eventmgr/identity/privacy/notice.py", (root / "eventmgr/identity/privacy/notice.py").read_text())
    rooms = {room_of(name)[0] for _node, name in imports_of(source) if room_of(name)}

    assert rooms == {"i18n", "privacy"}
