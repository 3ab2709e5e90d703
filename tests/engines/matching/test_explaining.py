"""Each reason by itself, and each way to say that nothing fits: from evidence made by hand, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventmgr.console.cli.matchmaking.matches import speaking_alone
from eventmgr.engines.matching import DEMAND, SUPPLY, Index, Listing, Match, Ranking, no_good_match, reasons
from eventmgr.engines.matching.evidence import Evidence, Part
from eventmgr.engines.matching.explaining import shared_words
from eventmgr.engines.matching.lexicon import _entries, find_mentions, list_words, usual_topics
from eventmgr.engines.matching.ranking_csv import COLUMNS, rows
from eventmgr.engines.matching.terms import BREAKS, terms
from eventmgr.engines.matching.topics import all_topics, topic_distribution, tree_distance
from eventmgr.engines.matching.weights import Weights
from eventmgr.ground import i18n
from eventmgr.ground.sentences import Sentence

CONNECTING = "connecting machines and acquiring data"
INDEX = Index()
ASKED = INDEX.read(Listing("D", DEMAND, "", "310000", "east", "C36", "iot", "人工巡检抄表 门锁 压铸机"))
OFFERED = INDEX.read(Listing("S", SUPPLY, "", "420000", "central", "C40", "iot", "网关 锁具 门锁 压铸机 汽车"))


def pair(*parts: Part, demand: object = ASKED, supply: object = OFFERED, score: float = 0.1) -> Match:
    return Match(demand, supply, score, Evidence(parts))  # type: ignore[arg-type]


def spoken(sentences: list[Sentence] | Sentence, lang: str) -> list[str]:
    with speaking_alone(lang):
        return [one.translated(i18n._) for one in (sentences if isinstance(sentences, list) else [sentences])]


def said(match: Match, lang: str, **more: int) -> list[str]:
    return spoken(reasons(match, lang, **more), lang)


@pytest.mark.parametrize(
    ("part", "english", "chinese"),
    [
        (Part("topic", 1.0, ("iot", "iot")), "same topic: IoT and data acquisition", "主题相同：物联网与数据采集"),
        (
            Part("topic", 1.0, ("iot", "sensor")),
            "related topics: “IoT and data acquisition” and “Smart sensors”",
            None,
        ),
        (Part("topic", 1.0, ("mes", "mes")), "both seem to be about MES", None),
        (
            Part("concept", 1.0, (CONNECTING,)),
            "“巡检” is met by “网关” (connecting machines and acquiring data)",
            None,
        ),
        (Part("text", 1.0, ("压铸", "铸机")), "both texts say “压铸机”", "双方都提到“压铸机”"),
        (Part("text", 1.0, ("铸门",)), "the texts have much of their wording in common", "双方文字多有相同之处"),
        (Part("meaning", 1.0), "the texts mean much the same", None),
        (Part("side", 1.0), "it links two regions: Shanghai and Hubei", None),
    ],
    ids=lambda value: value.kind if isinstance(value, Part) else None,
)
def test_each_kind_of_evidence_has_its_sentence(part: Part, english: str, chinese: str | None):
    assert said(pair(part), "en") == [english]
    (told,) = said(pair(part), "zh")
    assert told == (chinese or told) and told != english


def test_a_thing_that_both_name_with_one_word_or_with_two():
    key = "hardware and locks"
    same, two = (
        said(pair(Part("thing", 1.0, (key,)), supply=INDEX.read(Listing("S", SUPPLY, title=word))), "en")[0]
        for word in ("门锁", "锁具")
    )

    assert (same, two) == (f"both name “门锁” ({key})", f"“门锁” and “锁具” are both {key}")


def test_the_sector_is_named_with_the_word_that_shows_it():
    (told,) = said(pair(Part("serves", 1.0, ("C36", "vehicles"))), "en")

    assert told.startswith("it knows the sector of the demand side") and told.endswith("(it names “汽车”)")


@pytest.mark.parametrize(("ours", "theirs"), [("", "420000"), ("310000", ""), ("310000", "310000")])
def test_without_two_provinces_the_regions_are_called_as_the_event_calls_them(ours: str, theirs: str):
    demand = INDEX.read(replace(ASKED.listing, province=ours))
    supply = INDEX.read(replace(OFFERED.listing, province=theirs))

    assert said(pair(Part("side", 1.0), demand=demand, supply=supply), "en") == [
        "it links two regions: east and central"
    ]


def test_weightiest_first_four_at_most_and_nothing_that_hardly_counts():
    parts = [
        Part("meaning", 0.15),
        Part("side", 0.5),
        Part("text", 0.149, ("压铸",)),
        Part("topic", 0.9, ("iot", "iot")),
    ]

    assert said(pair(*parts), "en") == [
        "same topic: IoT and data acquisition",
        "it links two regions: Shanghai and Hubei",
        "the texts mean much the same",
    ]
    assert len(said(pair(*([Part("meaning", 1.0)] * 9)), "en")) == 4
    assert len(said(pair(*([Part("meaning", 1.0)] * 9)), "en", most=2)) == 2


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (Part("topic", 1.0),),
        (Part("topic", 1.0, ("", "iot")),),
        (Part("text", 1.0),),
        (Part("nothing_shared", 1.0),),
    ],
)
def test_where_there_is_nothing_to_say_that_is_said(parts: tuple[Part, ...]):
    assert said(pair(*parts), "en") == ["No particular reason; it is only closer than the others."]


# ------------------------------------------------------------------------------------------------ none fits
UNTOLD = INDEX.read(replace(ASKED.listing, topic=""))


@pytest.mark.parametrize(
    ("parts", "demand", "lack"),
    [
        ((Part("topic", 0.0),), ASKED, "What it shares with the nearest, many others share as well."),
        ((Part("text", -1.0), Part("topic", -0.5)), ASKED, "The nearest shares hardly any of its words."),
        ((Part("text", -1.0), Part("topic", -2.0)), UNTOLD, "The nearest does not offer what is needed."),
        ((Part("nothing_shared", -1.0),), ASKED, "The nearest does not offer what is needed."),
        ((Part("serves_others", -1.0),), ASKED, "The nearest works for other sectors."),
        (
            (Part("text", -1.0), Part("topic", -2.0)),
            ASKED,
            "The nearest is about another topic: IoT and data acquisition, not IoT and data acquisition.",
        ),
    ],
)
def test_what_the_nearest_lacks_is_its_worst_part(parts: tuple[Part, ...], demand: object, lack: str):
    ranking = Ranking(ASKED, (pair(*parts, demand=demand, score=0.02),), 7, 0.25, 0.129, 0.25)

    (english,) = spoken(no_good_match(ranking, "en"), "en")
    (chinese,) = spoken(no_good_match(ranking, "zh"), "zh")
    assert english.startswith("No good match among 7: the chance that any of them fits is 12%, below the required 25%.")
    assert english.endswith(lack)
    assert "12%" in chinese and "25%" in chinese and not any(word in chinese for word in ("nearest", "topic"))


@pytest.mark.parametrize(
    ("parts", "lack"),
    [
        ((Part("nothing_shared", -1.0),), "The nearest does not need what is offered."),
        ((Part("serves_others", -1.0),), "The nearest is of another sector."),
        (
            (Part("text", -1.0), Part("topic", -2.0)),
            "The nearest is about another topic: IoT and data acquisition, not Industrial robots.",
        ),
    ],
)
def test_what_the_nearest_lacks_is_said_from_the_side_of_a_supply_too(parts: tuple[Part, ...], lack: str):
    offered = pair(*parts, demand=ASKED, score=0.02)
    offered = replace(offered, supply=INDEX.read(replace(offered.supply.listing, topic="robot")))
    ranking = Ranking(offered.supply, (offered,), 7, 0.25, 0.129, 0.25)

    (english,) = spoken(no_good_match(ranking, "en"), "en")
    assert english.endswith(lack)


def test_an_empty_other_side_is_no_match_either():
    ranking = Ranking(ASKED, (), 0, 0.25)

    assert spoken(no_good_match(ranking, "en"), "en") == ["No good match: the other side has no listing."]


# ------------------------------------------------------------------------------------------------ rows of a file
@pytest.mark.parametrize(("lang", "separator"), [("zh", "；"), ("en", "; ")])
def test_a_ranking_is_a_row_a_suggestion(lang: str, separator: str):
    good = Ranking(ASKED, (pair(Part("meaning", 1.0), Part("side", 0.5), score=0.51234),), 3, 0.25)
    with speaking_alone(lang):
        told = list(rows([good], lang, i18n._))

    assert [row[:4] for row in told] == [("D", 1, "S", "0.5123")]
    assert len(told[0][4].split(separator)) == 2
    assert COLUMNS == ("demand_id", "rank", "supply_id", "score", "why")


def test_a_demand_without_a_good_match_has_a_row_of_rank_0_first():
    weak = Ranking(ASKED, (pair(Part("meaning", 1.0), score=0.2), pair(Part("side", 1.0), score=0.1)), 3, 0.25)
    with speaking_alone("en"):
        told = list(rows([weak, Ranking(ASKED, (), 0, 0.25)], "en", i18n._))

    assert [row[:4] for row in told] == [
        ("D", 0, "", "0.2000"),
        ("D", 1, "S", "0.2000"),
        ("D", 2, "S", "0.1000"),
        ("D", 0, "", "0.0000"),
    ]


# ------------------------------------------------------------------------------------------------ words
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("的了和", {}),
        ("设备", {"设": 1, "设备": 1, "备": 1}),
        ("设备设备", {"设": 2, "设备": 2, "备": 2, "备设": 1}),
        ("设备和产线", {"设": 1, "设备": 1, "备": 1, "产": 1, "产线": 1, "线": 1}),
        ("MES、mes ＭＥＳ", {"mes": 3}),
        ("A-1 3.5 c++", {"a-1": 1, "3.5": 1, "c": 1}),
        ("𬭎钢", {"𬭎": 1, "𬭎钢": 1, "钢": 1}),
    ],
)
def test_what_a_text_is_cut_into(text: str, found: dict[str, int]):
    assert terms(text) == found


@pytest.mark.parametrize(
    ("ours", "theirs", "shared", "words"),
    [
        ("压铸机联网", "压铸机", ("压铸", "铸机"), ["压铸机"]),
        ("甲乙，丙丁", "丙丁，甲乙", ("甲乙", "丙丁"), ["甲乙", "丙丁"]),
        ("压铸", "铸压", ("压", "铸"), []),
        ("mes 系统", "系统 mes", ("mes", "系统"), ["mes", "系统"]),
        ("甲乙 丙丁 戊己 庚辛 壬癸", "壬癸 庚辛 戊己 丙丁 甲乙", ("甲乙", "丙丁", "戊己", "庚辛", "壬癸"), None),
        ("甲乙丙", "甲乙丙", (), []),
        ("五十多台储罐", "储罐五十多个", ("五十", "十多", "储罐"), ["储罐"]),
    ],
)
def test_shared_words_are_grown_to_what_people_would_read(
    ours: str, theirs: str, shared: tuple[str, ...], words: list[str] | None
):
    demand, supply = INDEX.read(Listing("D", DEMAND, title=ours)), INDEX.read(Listing("S", SUPPLY, title=theirs))

    assert shared_words(shared, demand, supply) == (words if words is not None else list(shared[:4]))


LISTED = ["双方共建", "双方出资", "对方验收", "分成比例", "收益分成", "能力建设", "检测能力", "成熟度评估", "成熟工艺"]


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("按双方分成合作", "与对方分成", ["分成"]),
        ("申报能力成熟度评估", "动力成熟度高", ["成熟度"]),
        ("检测能力不足", "能力提升", []),
    ],
)
def test_what_is_cut_out_of_two_words_is_never_named(ours: str, theirs: str, words: list[str]):
    index = Index([Listing(f"S{number}", SUPPLY, text=text) for number, text in enumerate([*LISTED, theirs])])
    index.add(Listing("D", DEMAND, text=ours))
    demand, supply = index.find("D"), index.find(f"S{len(LISTED)}")
    shared = tuple(sorted(demand.terms.keys() & supply.terms.keys()))

    assert shared_words(shared, demand, supply, index) == words


def test_no_word_of_the_lexicon_is_one_that_every_listing_uses():
    assert sorted(word for word in list_words() if BREAKS.fullmatch(word)) == []


@pytest.mark.parametrize(
    ("text", "key", "needs", "offers"),
    [
        ("人工巡检", CONNECTING, ("巡检",), ()),
        ("网关网关", CONNECTING, (), ("网关",)),
        ("数据采集网关", CONNECTING, ("数据采集",), ("网关",)),
        ("门锁和锁具", "hardware and locks", ("门锁", "锁具"), ("门锁", "锁具")),
        ("要上ＭＥＳ", "shop-floor execution", (), ("mes",)),
    ],
)
def test_a_concept_is_found_with_the_words_of_need_and_of_offer(
    text: str, key: str, needs: tuple[str, ...], offers: tuple[str, ...]
):
    hit = find_mentions(text)[key]

    assert (hit.needs, hit.offers) == (needs, offers)
    assert hit.words == tuple(dict.fromkeys((*offers, *needs)))
    assert hit.concept.name("en") == hit.concept.name_en != hit.concept.name("zh") == hit.concept.name_zh


@pytest.mark.parametrize("text", ["times", "mesh", "2mes", "mes2", "", "无"])
def test_a_latin_word_inside_another_is_not_found(text: str):
    assert "shop-floor execution" not in find_mentions(text)


def test_concepts_have_keys_and_names_of_their_own():
    concepts = [concept for concept, _words in _entries()]
    keys = [concept.key for concept in concepts]

    assert len(keys) == len(set(keys))
    assert [one.key for one in concepts if not one.name_zh or not one.name_en] == []


@pytest.mark.parametrize(("sector", "same_as"), [("I65", "I"), ("C99", "C")])
def test_what_a_division_usually_sells_is_what_its_section_does_unless_it_has_its_own(sector: str, same_as: str):
    assert usual_topics(sector) == usual_topics(same_as) != frozenset()
    assert usual_topics("C40") not in (usual_topics("C"), frozenset())
    assert usual_topics("") == usual_topics("?") == frozenset()


# ------------------------------------------------------------------------------------------------ topics
@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("iot", "iot", 0),
        ("iot", "platform", 1),
        ("platform", "iot", 1),
        ("iot", "bigdata", 1),
        ("iot", "energy", 2),
        ("energy", "quality", 2),
        ("iot", "sensor", 2),
        ("platform", "software", 2),
    ],
)
def test_topics_are_near_where_they_are_parent_and_child_or_siblings(one: str, other: str, distance: int):
    assert tree_distance(one, other) == distance


def test_a_chosen_topic_is_trusted_and_the_rest_guessed():
    weights = Weights()
    plain = Listing("S", SUPPLY, title="网关")
    guessed = topic_distribution(plain, find_mentions(plain.words), weights)
    chosen = topic_distribution(replace(plain, topic="energy"), find_mentions(plain.words), weights)

    assert max(guessed, key=guessed.__getitem__) == "iot"
    assert chosen["energy"] == pytest.approx(weights.topic_trust + (1 - weights.topic_trust) * guessed.get("energy", 0))
    assert chosen["iot"] == pytest.approx((1 - weights.topic_trust) * guessed["iot"])
    assert (
        topic_distribution(replace(plain, topic="energy"), find_mentions(plain.words), weights, with_topic=False)
        == guessed
    )
    assert len(chosen) <= weights.topics_kept


def test_a_sector_makes_what_it_usually_sells_likelier_for_a_supplier_only():
    weights = Weights()
    supply, demand = Listing("S", SUPPLY, sector="C40", title="无"), Listing("D", DEMAND, sector="C40", title="无")
    share = topic_distribution(supply, {}, weights)
    usual = usual_topics("C40")
    rest = len(all_topics()) - len(usual)

    assert share == pytest.approx(dict.fromkeys(usual, weights.usual_odds / (weights.usual_odds * len(usual) + rest)))
    assert topic_distribution(demand, {}, weights) == {}
