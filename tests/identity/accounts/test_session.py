"""Where a sign-in may lead."""

import pytest

from eventmgr.identity.accounts.passwords import hash_password, verify_password, weakness
from eventmgr.identity.accounts.signing_in.session import safe_target


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "evil",
        "/a\\b",
        "/a\nb",
        "",
        None,
    ],
)
def test_a_target_that_leaves_the_site_is_replaced(target):
    assert safe_target(target, "/manage/") == "/manage/"


def test_a_path_of_this_site_is_kept():
    assert safe_target("/manage/events/a/?q=1", "/manage/") == "/manage/events/a/?q=1"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short1", "short"),
        ("x" * 300, "long"),
        ("1234567890", "common"),
        ("abababababab", "common"),
        ("organizer-1", "personal"),
        ("onlysmallletters", None),
        ("onlysmalls", "simple"),
        ("会务组的密码2026", None),
    ],
)
def test_weak_passwords_are_refused_for_a_named_reason(password, fault):
    assert weakness(password, "organizer@example.com") == fault


def test_a_password_costs_what_owasp_asks_for_whether_or_not_there_is_an_account(cheap_passwords):
    """In this process hashes are cheap; these are those of an installation."""
    hasher, decoy = cheap_passwords
    made = [hash.rsplit("$", 2)[0] for hash in (hasher.hash("correct horse 1"), decoy)]

    assert made == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


def test_a_password_fits_its_own_hash_only_and_none_fits_a_missing_one():
    kept = hash_password("correct horse 1")
    assert [verify_password(kept, "correct horse 1"), verify_password(kept, "x"), verify_password(None, "x")] == [
        True, False, False,
    ]  # fmt: skip
