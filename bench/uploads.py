"""What pictures and made-up parameters cost, as ratios to an event page made in the same run: `python bench/uploads.py`."""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
from collections.abc import Callable

import house
from PIL import Image

from eventmgr.app import create_app
from eventmgr.ground.errors import Refusal
from eventmgr.tools.uploads.drawing import redraw

_PAGE = "/events/shanghai-seminar/"


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor time of `work()`, its processes included: the median."""
    taken = []
    for _ in range(rounds):
        before = _spent()
        work()
        taken.append(_spent() - before)
    return statistics.median(taken)


def _spent() -> float:
    return sum(
        one.ru_utime + one.ru_stime
        for one in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def encoded(kind: str, size: tuple[int, int], mode: str = "RGB", **saved: object) -> bytes:
    """A picture of one colour, which is small for its points."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **saved)
    return out.getvalue()


def with_scans(side: int, number: int) -> bytes:
    """A progressive JPEG whose last scan stands there so often."""
    content = encoded("JPEG", (side, side), "L", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * number + content[-2:]


def pictures() -> dict[str, bytes]:
    """What is sent, refused or drawn."""
    photo = Image.effect_noise((1000, 750), 60).resize((4000, 3000), Image.Resampling.BICUBIC).convert("RGB")
    out = io.BytesIO()
    photo.save(out, "JPEG")
    return {
        "JPEG of a phone, 12 million points": out.getvalue(),
        "JPEG, 64 million points": encoded("JPEG", (8000, 8000)),
        "JPEG, 64 million points, 2,000 scans": with_scans(8000, 2000),
        "JPEG, 16 million points, progressive": encoded("JPEG", (4000, 4000), progressive=True),
        "PNG, 24 million points": encoded("PNG", (6000, 4000)),
        "WebP, 24 million points": encoded("WEBP", (6000, 4000), lossless=True),
    }


def _tried(content: bytes) -> None:
    try:
        redraw(content)
    except Refusal:
        return


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with house.database("sqlite") as env:
        house.command(env, "db", "upgrade")
        house.command(env, "sample")
        os.environ.update(env)
        app = create_app()
        client, cache = app.test_client(), app.extensions["page_cache"]

        def made_anew() -> None:
            cache.clear()
            client.get(_PAGE)

        made_anew()
        page = seconds(made_anew, 4 * rounds)
        print(f"| what is asked for | times the event page |\n|---|--:|\n| event page ({page * 1000:.0f} ms) | 1 |")
        for address in ("picture.png", "agenda.pdf"):
            client.get(_PAGE + address)
            asked = seconds(lambda at=address: client.get(f"{_PAGE}{at}?zz={_spent()}"), 4 * rounds)
            print(f"| {address}?zz= | {asked / page:.2f} |")
        for name, content in pictures().items():
            print(
                f"| {name}, {len(content) >> 10} KiB | {seconds(lambda sent=content: _tried(sent), rounds) / page:.1f} |"
            )


if __name__ == "__main__":
    main()
