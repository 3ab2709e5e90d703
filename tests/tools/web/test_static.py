"""Static files: lasting addresses, right types, compressed, 304."""

from __future__ import annotations

import gzip
import re

import pytest

from eventmgr.tools.web.static import FOLDER, static_url

GZIP = {"Accept-Encoding": "gzip"}


def test_a_hashed_address_lasts_for_a_year(bare):
    answer = bare.test_client().get(static_url("public.css"), headers=GZIP)

    assert gzip.decompress(answer.data) == (FOLDER / "public.css").read_bytes()
    assert {name: answer.headers[name] for name in ("Cache-Control", "Content-Type", "Content-Encoding", "Vary")} == {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Type": "text/css; charset=utf-8",
        "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding",
    }


def test_the_plain_address_is_asked_again_each_time(bare):
    answer = bare.test_client().get("/static/public.css")

    assert (answer.headers["Cache-Control"], answer.data) == ("no-cache", (FOLDER / "public.css").read_bytes())


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_an_unchanged_file_is_304(bare, headers):
    visitor = bare.test_client()
    tag = visitor.get("/static/app.js", headers=headers).headers["ETag"]

    again = visitor.get("/static/app.js", headers={**headers, "If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_head_answers_with_the_headers_alone(bare):
    answer = bare.test_client().head("/static/public.css")

    assert (answer.status_code, answer.data, answer.content_length) == (
        200,
        b"",
        (FOLDER / "public.css").stat().st_size,
    )


@pytest.mark.parametrize("name", ["nothing.css", "../app.py", "public.000000000000.css", "..%2Fapp.py", "vendor/", ""])
def test_what_is_not_there_is_404(bare, name):
    assert bare.test_client().get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("vendor/jsqr.js", "text/javascript; charset=utf-8"),
    ],
)
def test_types_are_right_and_scripts_cannot_be_mistaken(bare, name, kind):
    answer = bare.test_client().get(static_url(name))

    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (kind, "nosniff")


def test_a_name_that_does_not_exist_is_a_mistake_in_the_template():
    with pytest.raises(KeyError):
        static_url("app.scss")


def test_static_files_are_the_same_for_everybody_in_the_whole_application_too(client):
    answer = client.get(static_url("public.css"))

    assert (answer.headers["Vary"], answer.headers.get("Set-Cookie")) == ("Accept-Encoding", None)


@pytest.mark.one_engine
@pytest.mark.parametrize("name", ["app.js", "asking.js", "draft.js", "proof.js", "moving.js", "checkin.js"])
def test_our_scripts_are_sent_without_what_explains_them(bare, name):
    source, sent = (FOLDER / name).read_text("utf-8"), bare.test_client().get(f"/static/{name}").text

    assert ("/**" in source, "/**" in sent) == (True, False)
    assert (
        re.findall(r"^(?:async )?function \w+", source, re.MULTILINE)
        == re.findall(r"^(?:async )?function \w+", sent, re.MULTILINE)
        != []
    )
