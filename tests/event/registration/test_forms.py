"""What people type into the registration form: no name fails, every number is either kept in one spelling or named as a fault."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.registration.asking.forms import registration_form
from eventmgr.ground.text import clean_line, person_name
from tests.soak import times

many = settings(max_examples=times(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GOOD = {
    "name": "欧阳·样例",
    "organization": "湖北样例019号汽车部件有限公司",
    "unit": "420000",
    "mobile": "15400000219",
    "consent": "y",
}
QUESTION = AskedQuestion("n", QuestionKind.NUMBER, {"zh": "人数"}, {}, [], required=False)
DAY = AskedQuestion("day", QuestionKind.DATE, {"zh": "到达"}, {}, [], required=False)


@pytest.fixture
def speaking(app):
    """Forms speak a language, so they need an application; one request is enough for many forms."""
    with app.test_request_context("/?lang=zh"):
        yield


def fill(asked=Asked(), **values):
    return registration_form(asked, typed=MultiDict({**GOOD, **values}))


@many
@given(name=st.text(max_size=60))
def test_a_name_is_kept_clean_or_refused_with_a_sentence(speaking, name):
    form = fill(name=name)

    valid = form.validate()

    clean = person_name(name)
    assert valid == (0 < len(clean) <= 50)
    if valid:
        assert form.applicant("zh").name == clean
        assert clean_line(clean) == clean
    else:
        assert form.name.errors


@many
@given(value=st.text(max_size=40))
def test_any_text_in_any_field_is_accepted_or_named_never_an_error(speaking, value):
    names = (
        "organization",
        "unit",
        "province",
        "sector",
        "title",
        "mobile",
        "email",
        "role",
        "remarks",
        "q_n",
        "q_day",
    )
    for name in names:
        form = fill(Asked(fields={"role": "optional"}, questions=(QUESTION, DAY)), **{name: value})

        if form.validate():
            form.applicant("zh")
        else:
            assert form.status == 422


@many
@given(
    digits=st.text("0123456789", min_size=8, max_size=8),
    prefix=st.sampled_from(["", "+86", "86 ", "0086-", "＋８６"]),
    gap=st.sampled_from(["", " ", "-", "\u3000"]),
    wide=st.booleans(),
)
def test_a_mobile_number_has_one_spelling_however_it_was_typed(speaking, digits, prefix, gap, wide):
    number = "154" + digits
    typed = prefix + gap.join((number[:3], number[3:7], number[7:]))
    if wide:
        typed = typed.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})

    form = fill(mobile=typed)

    assert form.validate(), form.errors
    assert form.applicant("zh").mobile == number


@pytest.mark.parametrize(
    ("mobile", "said"), [("154 0000 021", "10"), ("1540000021999", "13"), ("", "手机号码"), ("固定电话", "11")]
)
def test_the_fault_of_a_number_says_what_is_wrong(speaking, mobile, said):
    form = fill(mobile=mobile)

    assert not form.validate()
    assert said in form.mobile.errors[0]


def test_the_province_follows_the_unit_whatever_was_sent(speaking):
    form = fill(unit="440300", province="110000")

    assert form.validate()
    assert (form.applicant("zh").unit, form.applicant("zh").province) == ("440300", "440000")


def test_a_day_is_kept_as_an_iso_date_and_a_number_as_a_number(speaking):
    form = fill(Asked(questions=(QUESTION, DAY)), q_n="12", q_day="2026-05-13")

    assert form.validate(), form.errors
    assert form.applicant("zh").answers == {"q_n": 12, "q_day": "2026-05-13"}


def test_every_error_names_its_field(speaking):
    form = fill(
        Asked(fields={"title": "required", "gender": "required"}),
        name="",
        organization="",
        unit="",
        mobile="",
        consent="",
    )

    form.validate()

    assert [(one.target, one.message) for one in form.problems()][:4] == [
        ("name", "请填写“姓名”。"),
        ("title", "请填写“职务/职称”。"),
        ("organization", "请填写“单位全称”。"),
        ("unit", "请选择所属代表团，或所在省（区、市）、国家（地区）。"),
    ]
    assert list(form.errors) == ["name", "title", "organization", "unit", "mobile", "gender", "consent"]
    assert form.errors["gender"] == ["请选择“性别”。"]
    assert all(re.search("[\u4e00-\u9fff]", errors[0]) for errors in form.errors.values())
