"""`eventmgr user`: accounts from the console, by the same check of an address as in forms."""

from __future__ import annotations

import pytest

from eventmgr.identity.accounts.queries import find_user_by_email


@pytest.mark.parametrize("email", ["nobody", "a@", "@example.com", "a b@example.com", "a@example"])
def test_what_is_no_address_makes_no_account(app, email):
    done = app.test_cli_runner().invoke(args=["user", "add", "--role", "admin", email])

    assert (done.exit_code, find_user_by_email(email)) == (2, None)
    assert "that is no e-mail address" in done.output


def test_an_account_and_its_link_are_there_at_once(app):
    done = app.test_cli_runner().invoke(args=["user", "add", "--role", "admin", "ops@Example.com"])

    assert (done.exit_code, done.output[:25]) == (0, "http://localhost/sign-in/")
    assert find_user_by_email("ops@example.com") is not None
