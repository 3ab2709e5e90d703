"""Which questions are asked, and what may be an answer: judged by the server alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.forms.conditions import holds
from eventmgr.programme.surveys.content.questions import (
    Item,
    asked_of,
    choices_of,
    chosen_in,
    condition_on,
    is_possible,
    kept,
    leading_choices,
    unanswered,
)
from eventmgr.programme.surveys.content.usual import usual_items
from eventmgr.programme.surveys.models import SurveyKind
from tests.soak import times

OPTIONS = tuple({"value": f"a{n}", "label": {"zh": f"选项{n}"}} for n in range(1, 4))
WORDS = {"zh": "题"}


def choice(key, **values):
    return Item(key, SurveyKind.CHOICE, WORDS, options=OPTIONS, **values)


def test_a_question_is_asked_only_after_the_answer_on_which_it_depends():
    first = choice("1")
    second = Item("2", SurveyKind.TEXT, WORDS, condition=condition_on([first], ["1=a2"]))
    assert [item.key for item in asked_of([first, second], {"1": "a1"})] == ["1"]
    assert [item.key for item in asked_of([first, second], {"1": "a2"})] == ["1", "2"]


def test_a_section_takes_its_questions_along_and_what_is_not_asked_counts_as_not_answered():
    first = choice("1")
    section = Item("2", SurveyKind.SECTION, WORDS, condition=condition_on([first], ["1=a1"]))
    inside = choice("3")
    after = Item("4", SurveyKind.SECTION, WORDS)
    last = choice("5", condition=condition_on([inside], ["3=a1"]))
    items = [first, section, inside, after, last]
    assert [item.key for item in asked_of(items, {"1": "a2", "3": "a1"})] == ["1", "4"]
    assert [item.key for item in asked_of(items, {"1": "a1", "3": "a1"})] == ["1", "2", "3", "4", "5"]


def test_one_of_several_ticked_answers_will_do():
    first = Item("1", SurveyKind.CHOICES, WORDS, options=OPTIONS)
    second = Item("2", SurveyKind.TEXT, WORDS, condition=condition_on([first], ["1=a1", "1=a3"]))
    assert chosen_in(second.condition) == ["1=a1", "1=a3"]
    assert [holds(second.condition, {"q_1": ticked}) for ticked in (["a1", "a2"], ["a2"], [], None)] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_required_matrix_wants_every_row():
    matrix = Item("1", SurveyKind.MATRIX, WORDS, required=True, options=OPTIONS, scale={"steps": 5})
    assert unanswered([matrix], {"1": {"a1": "5", "a2": "1"}}) == [matrix]
    assert unanswered([matrix], {"1": {"a1": "5", "a2": "1", "a3": "2"}}) == []


def test_the_usual_questions_have_both_languages_and_depend_on_earlier_ones():
    items = usual_items()
    assert all(item.label["zh"] and item.label["en"] for item in items)
    assert len({item.key for item in items}) == len(items)
    for place, item in enumerate(items):
        earlier = {value for choices in leading_choices(items[:place], "zh").values() for value, _words in choices}
        assert earlier.issuperset(chosen_in(item.condition))


def items_strategy():
    """Questions of every kind, each perhaps depending on answers before it."""

    @st.composite
    def build(draw):
        items = []
        for number in range(1, draw(st.integers(1, 7)) + 1):
            known = [value for choices in leading_choices(
                [Item(**{**vars(one), "label": {"zh": one.key}}) for one in items], "zh"
            ).values() for value, _words in choices]  # fmt: skip
            chosen = draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else []
            kind = draw(st.sampled_from(SurveyKind))
            items.append(
                Item(str(number), kind, WORDS, required=draw(st.booleans()), options=OPTIONS, scale={"steps": 3},
                     condition=condition_on(items, chosen))
            )  # fmt: skip
        return items

    return build()


def answers_to(items):
    """Possible answers to some of these questions."""

    def of(item):
        if item.kind is SurveyKind.TEXT:
            return st.text("好坏", min_size=1, max_size=5)
        values = st.sampled_from([value for value, _words in choices_of(item, "zh")])
        if item.kind is SurveyKind.CHOICES:
            return st.lists(values, min_size=1, max_size=3, unique=True)
        return (
            st.dictionaries(st.sampled_from(["a1", "a2", "a3"]), values, min_size=1)
            if item.kind is SurveyKind.MATRIX
            else values
        )

    return st.fixed_dictionaries({}, optional={item.key: of(item) for item in items if item.is_asked})


@settings(max_examples=times(150), deadline=None)
@given(st.data())
def test_what_is_kept_is_asked_and_possible_and_stays_as_it_is(data):
    items = data.draw(items_strategy())
    content = data.draw(answers_to(items))
    clean = kept(items, content)
    by_key = {item.key: item for item in items}
    assert set(clean) <= set(content)
    assert all(is_possible(by_key[key], answer) for key, answer in clean.items())
    assert set(clean) <= {item.key for item in asked_of(items, clean)}
    assert kept(items, clean) == clean


@settings(max_examples=times(150), deadline=None)
@given(st.data())
def test_nothing_but_an_answer_of_its_kind_is_possible(data):
    kind = data.draw(st.sampled_from(SurveyKind))
    item = Item("1", kind, WORDS, options=OPTIONS, scale={"steps": 3})
    odd = data.draw(
        st.one_of(st.none(), st.just(""), st.just("a9"), st.just("0"), st.just("4"), st.lists(st.just("a1"), min_size=2, max_size=2),
                  st.just({}), st.just({"a9": "1"}), st.just({"a1": "9"}), st.integers())
    )  # fmt: skip
    assert not is_possible(item, odd) or (kind is SurveyKind.TEXT and isinstance(odd, str) and odd != "")
