"""Topics and the words people use for them."""

from __future__ import annotations

from eventmgr.taxonomy import choices_topics, find_topics, get_topic, topics


def ids(text: str) -> list[str]:
    return [topic.id for topic in find_topics(text)]


def test_there_are_45_in_a_tree_of_two_levels():
    assert len(topics()) == 45
    assert len({topic.id for topic in topics()}) == 45
    tops = {topic.id for topic in topics() if topic.parent is None}
    assert {topic.parent for topic in topics() if topic.parent} <= tops
    assert [topic.id for topic in get_topic("software").children] == ["cad", "mes", "plm", "erp", "aps"]


def test_synonyms_find_topics_in_a_sentence():
    assert set(ids("希望采购焊接机器人，并与MES和排产系统打通")) == {"robot", "mes", "aps"}
    assert ids("机械臂") == ["robot"]
    assert ids("ＭＥＳ") == ["mes"]


def test_a_latin_word_counts_only_whole():
    assert ids("in recent times") == []
    assert ids("mes,agv") == ["agv", "mes"]
    assert ids("国产MES系统") == ["mes"]


def test_nothing_is_found_in_nothing():
    assert ids("") == []
    assert find_topics(None) == ()


def test_choices_hold_every_topic_once():
    for lang in ("zh", "en"):
        values = [value for pairs in choices_topics(lang).values() for value, _label in pairs]
        assert sorted(values) == sorted(topic.id for topic in topics())
    assert next(iter(choices_topics("zh"))) == "智能制造装备"
    assert list(choices_topics("en"))[-1] == "Other topics"
