"""Reasons name what counted, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given

from eventmgr.console.cli.matchmaking.matches import speaking_alone
from eventmgr.engines.matching import DEMAND, SUPPLY, Index, Listing, match, no_good_match, reasons, supplies_for
from eventmgr.engines.matching.explaining import shared_words
from eventmgr.engines.matching.terms import plain
from eventmgr.ground import i18n
from tests.engines.matching.strategies import pools

DEMANDS = [
    Listing(
        "D1",
        DEMAND,
        "",
        "420000",
        "central_south",
        "C26",
        "iot",
        "储罐看不见",
        "五十个储罐靠人爬罐，要防爆远传、集中显示",
    ),
    Listing("D2", DEMAND, "", "430000", "central_south", "C19", "standard", "想起草皮雕团标", "没有标委会"),
]
SUPPLIES = [
    Listing("S1", SUPPLY, "", "330000", "east", "C40", "iot", "罐区雷达物位套件", "防爆认证，中控集中显示"),
    Listing("S2", SUPPLY, "", "420000", "central_south", "P", "training", "电工班", "十天授课"),
    *(
        Listing(f"S{number}", SUPPLY, title=f"{word}供应", text=f"现货{word}")
        for number, word in enumerate("纸丝茶瓷漆", 3)
    ),
]


def said(demand: str, supply: str, lang: str) -> list[str]:
    """The reasons for a pair of the pool above."""
    index = Index([*DEMANDS, *SUPPLIES])
    one = match(index, index.find(demand), index.find(supply))
    with speaking_alone(lang):
        return [reason.translated(i18n._) for reason in reasons(one, lang)]


def test_reasons_are_said_in_english():
    told = said("D1", "S1", "en")

    assert "same topic: IoT and data acquisition" in told
    assert any("“防爆”" in reason and reason.startswith("both texts say") for reason in told)


def test_reasons_are_said_in_chinese():
    told = said("D1", "S1", "zh")

    assert "主题相同：物联网与数据采集" in told
    assert all(not reason.isascii() for reason in told)
    assert not any("both" in reason or "topic" in reason for reason in told)


def test_two_pairs_that_share_other_things_are_told_other_reasons():
    assert said("D1", "S1", "zh") != said("D2", "S1", "zh")


@pytest.mark.parametrize(("lang", "words"), [("en", "No good match among 7"), ("zh", "7 条中没有合适的")])
def test_no_good_match_says_where_the_line_is(lang: str, words: str):
    index = Index([*DEMANDS, *SUPPLIES])
    ranking = supplies_for(index, index.find("D2"))
    with speaking_alone(lang):
        sentence = no_good_match(ranking, lang).translated(i18n._)

    assert not ranking.has_good_match
    assert sentence.startswith(words)
    assert "10%" in sentence  # odds of 7 to 66


@given(pools())
def test_words_that_are_named_stand_in_both_texts(pool: list[Listing]):
    index = Index(pool)
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            one = match(index, demand, supply)
            text = next(part for part in one.evidence.parts if part.kind == "text")
            for word in shared_words(text.about, demand, supply):
                assert word in plain(demand.listing.words)
                assert word in plain(supply.listing.words)


@given(pools())
def test_a_topic_is_named_as_shared_only_where_both_chose_it(pool: list[Listing]):
    index = Index(pool)
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            told = [str(reason) for reason in reasons(match(index, demand, supply), "en", most=20)]
            if any(reason.startswith("same topic") for reason in told):
                assert demand.listing.topic == supply.listing.topic != ""
            if any(reason.startswith("it links two regions") for reason in told):
                assert demand.listing.side != supply.listing.side
