"""Topics."""

from __future__ import annotations

from eventmgr.tools.taxonomy import choices_topics, get_topic, topics


def test_there_are_45_in_a_tree_of_two_levels():
    assert len(topics()) == 45
    assert len({topic.id for topic in topics()}) == 45
    tops = {topic.id for topic in topics() if topic.parent is None}
    assert {topic.parent for topic in topics() if topic.parent} <= tops
    assert [topic.id for topic in get_topic("software").children] == ["cad", "mes", "plm", "erp", "aps"]


def test_choices_hold_every_topic_once():
    for lang in ("zh", "en"):
        values = [value for pairs in choices_topics(lang).values() for value, _label in pairs]
        assert sorted(values) == sorted(topic.id for topic in topics())
    assert next(iter(choices_topics("zh"))) == "智能制造装备"
    assert list(choices_topics("en"))[-1] == "Other topics"
