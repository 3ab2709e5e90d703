"""What weights, tastes, shares and bars do to suggestions, without a database."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from eventmgr.engines.matching import DEMAND, SUPPLY, Listing
from eventmgr.matchmaking.suggestions.models import Across
from eventmgr.matchmaking.suggestions.ranking import (
    Offer,
    Taste,
    Weighing,
    effect_of,
    rank_offers,
    tastes_of,
)

PLAIN = Weighing()


def offer(number, kind, party, title, text, topic="", side="east"):
    listing = Listing(str(number), kind, str(party), "310000", side, "C35", topic, title, text)
    return Offer(listing, party)


WANTED = offer(1, DEMAND, 1, "焊接机器人", "车身焊装线需要焊接机器人与系统集成，节拍六十秒。", "robot")
FITTING = [
    offer(
        10 + n,
        SUPPLY,
        10 + n,
        "焊接机器人工作站",
        "提供焊接机器人工作站集成，六轴机器人与变位机成套。",
        "robot",
        "central_south",
    )
    for n in range(3)
]
OTHERS = [
    offer(30 + n, SUPPLY, 30 + n, title, text, topic)
    for n, (title, text, topic) in enumerate(
        [
            ("模具钢热处理", "真空炉热处理与深冷。", "material"),
            ("财税咨询", "小微企业代理记账。", "service"),
            ("能耗监测", "工厂能源在线监测平台。", "monitor"),
            ("员工培训", "数控操作工培训班。", "training"),
            ("包装盒", "彩盒与礼盒印刷。", ""),
        ]
    )
]
POOL = [WANTED, *FITTING, *OTHERS]


def ranked(pool=POOL, weighing=PLAIN, **values):
    values = {"is_barred": lambda _first, _second: False} | values
    return rank_offers(pool, weighing, **values)


def shown(found, *, is_likely=True):
    return {
        (one.demand_id, one.supply_id)
        for one in found.suggestions
        if one.is_chosen and (one.is_likely or not is_likely)
    }


def test_what_fits_is_suggested_with_its_reasons_in_both_languages():
    found = ranked()
    assert shown(found) == {(1, 10), (1, 11), (1, 12)}
    best = found.suggestions[0]
    assert (best.demander_id, best.supplier_id) == (1, 10)
    assert "工业机器人" in " ".join(str(sentence) for sentence in best.reasons["zh"])
    assert "ndustrial robot" in " ".join(str(sentence) for sentence in best.reasons["en"])


def test_a_listing_that_nothing_fits_gets_that_as_an_answer():
    verdicts = {one.listing_id: one for one in ranked().verdicts}
    assert verdicts[1].has_good_match
    assert not verdicts[34].has_good_match
    assert "No good match" in str(verdicts[34].why_not["en"])


def test_who_may_not_meet_is_not_suggested_and_the_place_goes_to_another():
    found = ranked(is_barred=lambda first, second: {first, second} == {1, 10})
    assert shown(found) == {(1, 11), (1, 12)}


def test_where_everybody_near_is_barred_the_answer_says_so():
    found = ranked([WANTED, *FITTING], is_barred=lambda _first, _second: True)
    verdict = next(one for one in found.verdicts if one.listing_id == 1)
    assert not verdict.has_good_match
    assert "you may not meet" in str(verdict.why_not["en"])


def test_no_organization_is_suggested_more_often_than_its_share():
    buyers = [
        replace(WANTED, listing=replace(WANTED.listing, id=str(100 + n), org=str(100 + n)), party_id=100 + n)
        for n in range(6)
    ]
    pool = [*buyers, FITTING[0], *OTHERS]
    found = ranked(pool, replace(PLAIN, share=2))
    assert found.most == 2
    assert found.most_before == 6
    assert len(shown(found)) == 2
    assert sum(one.is_likely for one in found.suggestions) == 6
    filled = shown(found, is_likely=False)
    for place in (0, 1):
        assert max(Counter(pair[place] for pair in filled).values()) <= 2


def test_a_share_that_good_matches_leave_open_is_filled_with_the_nearest_that_have_a_reason():
    near = offer(70, SUPPLY, 70, "自动化设备维护", "焊接车间")
    others = [
        offer(80 + n, DEMAND, 80 + n, text, "", "service")
        for n, text in enumerate(["代账", "报税", "融资", "印刷", "茶叶"])
    ]
    pool = [*POOL, near, *others]
    found = ranked(pool)
    filled = shown(found, is_likely=False) - shown(found)
    assert filled
    for one in found.suggestions:
        if not one.is_likely:
            assert not str(one.reasons["en"][0]).startswith("No particular reason")
    alone = ranked(pool, replace(PLAIN, share=3))
    assert {pair for pair in shown(alone) if pair[0] == 1} == {(1, 10), (1, 11), (1, 12)}
    assert not any(pair[0] == 1 for pair in shown(alone, is_likely=False) - shown(alone))


@pytest.mark.parametrize("across", [Across.ONLY])
def test_other_regions_only_leaves_out_those_of_the_same(across):
    near = replace(FITTING[0], listing=replace(FITTING[0].listing, side="east"))
    found = ranked([WANTED, near, *FITTING[1:], *OTHERS], replace(PLAIN, across=across))
    assert shown(found) == {(1, 11), (1, 12)}


def test_a_preference_for_other_regions_raises_what_is_far_and_leaves_the_near_as_it_is():
    near = replace(FITTING[0], listing=replace(FITTING[0].listing, side="east"))
    pool = [WANTED, near, *FITTING[1:], *OTHERS]
    scores = {
        across: {one.supply_id: one.score for one in ranked(pool, replace(PLAIN, across=across)).suggestions}
        for across in (Across.NOT, Across.FIRST)
    }
    assert scores[Across.FIRST][11] > scores[Across.NOT][11]
    assert scores[Across.FIRST][10] == scores[Across.NOT][10]


@pytest.mark.parametrize("part", ["topic", "words"])
def test_a_part_that_counts_nothing_lowers_the_score_of_a_true_pair(part):
    def score_of(weighing):
        return next((one.score for one in ranked(weighing=weighing).suggestions if one.supply_id == 10), 0.0)

    assert score_of(replace(PLAIN, **{part: 0})) < score_of(PLAIN)


def test_what_a_party_did_not_want_lowers_what_is_like_it_for_that_party_alone():
    tastes = tastes_of([(1, SUPPLY, "robot")] * 3, [])
    plain, taught = ranked(), ranked(tastes=tastes)
    before = {one.supply_id: one.score for one in plain.suggestions}
    after = {one.supply_id: one.score for one in taught.suggestions}
    assert all(after.get(number, 0.0) < score for number, score in before.items())
    assert ranked(tastes={99: Taste({(SUPPLY, "robot"): 3})}).suggestions == plain.suggestions


def test_what_it_took_up_outweighs_what_it_did_not_want():
    said, taken = [(1, SUPPLY, "robot")], [(1, SUPPLY, "robot")] * 2
    assert ranked(tastes=tastes_of(said, taken)).suggestions == ranked().suggestions


def test_a_preview_tells_what_other_weights_change():
    side_of = {
        1: "east",
        **{one.party_id: "central_south" for one in FITTING},
        **{one.party_id: "east" for one in OTHERS},
    }
    now, then = ranked(), ranked(weighing=replace(PLAIN, share=1))
    effect = effect_of(now, then, side_of.__getitem__)
    assert (effect.now, effect.then, effect.gained, effect.lost) == (3, 1, 0, 2)
    assert (effect.across_now, effect.across_then) == (3, 1)
    assert effect.without_now == effect.without_then


def test_the_order_in_which_listings_come_changes_nothing():
    assert shown(ranked(list(reversed(POOL)))) == shown(ranked())
