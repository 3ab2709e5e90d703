"""Countries and regions outside China."""

import phonenumbers
import pycountry
import pytest
from babel import Locale

from eventmgr.tools.taxonomy import choices_countries, countries, country_name, romanized

pytestmark = pytest.mark.one_engine
CHINA = {"CN", "HK", "MO", "TW"}


def test_the_codes_are_those_of_iso_3166_but_for_china_whose_parts_are_provinces():
    assert {country.code for country in countries()} == {one.alpha_2 for one in pycountry.countries} - CHINA


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_names_are_those_of_cldr_but_for_one_that_gb_t_2659_shortens(lang):
    known = Locale.parse(lang).territories
    others = {country.code for country in countries() if country.name(lang) != known[country.code]}

    assert others == {"PS"}
    assert country_name("PS", lang) == {"zh": "巴勒斯坦", "en": "Palestine"}[lang]


def test_they_stand_by_pinyin_in_chinese_and_by_the_alphabet_in_english():
    chinese, english = ([name for _code, name in choices_countries(lang)] for lang in ("zh", "en"))

    assert chinese.index("德国") < chinese.index("俄罗斯") < chinese.index("日本") < chinese.index("英国")
    assert english.index("Austria") < english.index("Germany") < english.index("Japan")


def test_every_country_with_telephones_has_a_code():
    without = {country.code for country in countries() if not phonenumbers.country_code_for_region(country.code)}

    assert without <= {"AQ", "BV", "GS", "HM", "PN", "TF", "UM"}


def test_an_unknown_code_stands_for_itself_and_none_for_nothing():
    assert (country_name("QQ"), country_name("")) == ("QQ", "")


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        *[
            ("张三", "Zhang San"),
            ("欧阳小明", "Ouyang Xiaoming"),
            ("单雄信", "Shan Xiongxin"),
            ("李天安", "Li Tian'an"),
        ],
        *[("吕绿", "Lü Lü"), ("买买提·艾力", "Maimaiti Aili"), ("司马迁", "Sima Qian"), ("王", "Wang")],
        *[("Jürgen Müller", ""), ("山田タロウ", ""), ("", ""), ("张三 (Sam)", "")],
    ],
)
def test_a_chinese_name_is_written_in_pinyin_surname_first(name, latin):
    assert romanized(name) == latin
