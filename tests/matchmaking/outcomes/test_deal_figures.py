"""What is counted of deals: the published vector, the funnel, bands, flows, what one has brought along; amounts are exact."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.matchmaking.outcomes.deals.chains import Brought, brought_along, closes_circle, descendants, list_circles
from eventmgr.matchmaking.outcomes.deals.figures import Facts, Sum, count
from eventmgr.matchmaking.outcomes.deals.money import (
    MOST,
    WAN,
    YI,
    YUAN,
    band_of,
    in_yuan,
    percent,
    read_amount,
    read_rate,
    say_amount,
    typed_as,
)
from eventmgr.matchmaking.outcomes.models import AmountKind, DealType, Stage

INVESTMENT = (DealType.INVESTMENT,)


def facts(number, stage, *, reached=None, **values):
    return Facts(number, values.pop("type", DealType.INVESTMENT), stage, reached or stage, **values)


def test_the_published_vector():
    """292 contracts: 18 finished, 180 under construction, 93 in preparation, 1 ended; 7.12 of 71.4 billion yuan in place."""
    stages = [Stage.IN_PRODUCTION] * 18 + [Stage.STARTED] * 180 + [Stage.CONTRACT] * 93
    deals = [facts(number, stage) for number, stage in enumerate(stages)]
    deals.append(facts(291, Stage.ENDED, reached=Stage.CONTRACT, amounts={}))
    money = {AmountKind.PLANNED: 71_400_000_000 * YUAN, AmountKind.IN_PLACE: 7_120_000_000 * YUAN}
    deals[0] = facts(0, Stage.IN_PRODUCTION, amounts=money)
    ratios = count(
        [*deals, facts(900, Stage.STARTED, type=DealType.PURCHASE), facts(901, Stage.AGREEMENT)], INVESTMENT
    ).ratios
    assert (ratios.contracts, ratios.in_production, ratios.started, ratios.preparing, ratios.ended) == (
        292,
        18,
        180,
        93,
        1,
    )
    assert percent(ratios.begun, ratios.contracts, places=1) == "67.8%"
    assert percent(ratios.begun, ratios.contracts) == "67.81%"
    assert percent(ratios.fulfilled, ratios.contracts) == "99.66%"
    assert percent(ratios.fulfilled, ratios.contracts, cut=True) == "99.65%"
    assert percent(ratios.in_place, ratios.planned) == "9.97%"


def test_the_base_is_a_subset_by_type():
    deals = [facts(1, Stage.STARTED), facts(2, Stage.CONTRACT, type=DealType.PURCHASE)]
    assert count(deals, INVESTMENT).ratios.contracts == 1
    assert count(deals, tuple(DealType)).ratios.contracts == 2
    assert count(deals, INVESTMENT).total.number == 2


def test_the_funnel_counts_what_was_reached_and_says_what_ended():
    deals = [
        facts(1, Stage.INTENTION, amount=100),
        facts(2, Stage.STARTED, amount=10),
        facts(3, Stage.ENDED, reached=Stage.CONTRACT, amount=1),
    ]
    steps = count(deals, INVESTMENT).steps
    assert [(step.reached, step.ended, step.here) for step in steps] == [
        (Sum(3, 111), 1, 1),
        (Sum(2, 11), 1, 0),
        (Sum(2, 11), 1, 0),
        (Sum(1, 10), 0, 1),
        (Sum(0, 0), 0, 0),
    ]


def test_bands_and_their_sums_from_there_on():
    deals = [facts(n, Stage.INTENTION, amount=amount) for n, amount in enumerate((50 * WAN, 100 * WAN, YI, 12 * YI, 0))]
    figures = count(deals, INVESTMENT)
    assert [(edge, inside.number, beyond.number) for edge, inside, beyond in figures.bands] == [
        (0, 1, 4),
        (1_000_000, 1, 3),
        (10_000_000, 0, 2),
        (100_000_000, 1, 2),
        (500_000_000, 0, 1),
        (1_000_000_000, 1, 1),
        (5_000_000_000, 0, 0),
        (10_000_000_000, 0, 0),
    ]
    assert figures.unstated == 1
    assert band_of(100 * WAN - 1) == 0


def test_flows_go_from_the_initiating_side_to_its_partner():
    deals = [
        facts(1, Stage.INTENTION, amount=5, province="310000", partner="420000"),
        facts(2, Stage.INTENTION, amount=7, province="310000", partner="420000"),
        facts(3, Stage.INTENTION, province="420000"),
    ]
    flows = count(deals, INVESTMENT).flows
    assert flows.cells == {("310000", "420000"): Sum(2, 12), ("420000", ""): Sum(1, 0)}
    assert flows.provinces(["420000", "310000"]) == ["420000", "310000"]
    assert flows.provinces(["420000", "310000"], partners=True) == ["420000", ""]


def test_what_one_has_brought_along_counts_each_once():
    parents = {1: None, 2: 1, 3: 2, 4: 2, 5: None}
    amounts = {1: 100, 2: 10, 3: 1, 4: 2, 5: 50}
    assert brought_along(parents, amounts) == {1: Brought(3, 13), 2: Brought(2, 3)}
    assert descendants(parents, 1) == [(2, 1), (3, 2), (4, 2)]
    assert closes_circle(parents, 1, 4)
    assert not closes_circle(parents, 4, 5)


@given(st.dictionaries(st.integers(0, 12), st.one_of(st.none(), st.integers(0, 12)), max_size=13))
def test_whatever_stems_from_whatever_nothing_counts_twice_and_nothing_hangs(parents):
    amounts = {number: 1 << number for number in parents}
    for root, brought in brought_along(parents, amounts).items():
        below = {number for number, _depth in descendants(parents, root)} & amounts.keys()
        assert brought == Brought(len(below), sum(amounts[number] for number in below))
        assert root not in below
    circles = list_circles(parents)
    for number in circles:
        assert closes_circle(parents, number, parents[number])


@pytest.mark.parametrize(
    ("typed", "unit", "amount"),
    [
        ("1200", "wan", 1200 * WAN),
        ("1.2亿", "wan", 12 * YI // 10),
        ("3,500.5 万元", "yuan", 3500 * WAN + WAN // 2),
        ("１２", "yi", 12 * YI),
        ("0.01", "yuan", 1),
        ("0.001", "yuan", None),
        ("-1", "wan", None),
        ("1e9", "yuan", None),
        ("10001", "yi", None),
        ("", "wan", None),
    ],
)
def test_amounts_as_they_are_typed(typed, unit, amount):
    assert read_amount(typed, unit) == amount


@given(st.integers(0, MOST))
def test_an_amount_that_is_shown_in_a_form_is_read_back_exactly(amount):
    assert read_amount(*typed_as(amount)) == amount


def test_another_currency_is_exact_to_the_cent():
    assert in_yuan(1_250_000_00, read_rate("7.1234")) == 8_904_250_00
    assert in_yuan(1, 5_000_00) == 1
    assert read_rate("0") is None
    assert read_rate("7.12345678") is None


def test_amounts_in_words():
    assert say_amount(12 * YI, "zh") == "12 亿元"
    assert say_amount(350 * WAN, "zh") == "350 万元"
    assert say_amount(123_456_789_00, "zh") == "1.2346 亿元"
    assert say_amount(5_000_50, "zh") == "5,000.5 元"
    assert say_amount(12 * YI, "en") == "CNY 1.2 billion"


def test_no_float_touches_an_amount():
    for name in ("money", "figures", "chains", "drafts"):
        assert not re.search(
            r"\bfloat\(|\d/\d", Path(f"eventmgr/matchmaking/outcomes/deals/{name}.py").read_text("utf-8")
        ), name
