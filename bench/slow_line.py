"""How soon an event can be read and its form be used on a line of 400 kbit/s with 400 ms of delay, on an empty cache.

    python bench/slow_line.py [--rounds 3] [--kbits 400] [--delay 400]

Chromium (with its own throttling of the line) opens each page in a new window of 360 px; prints the median of
what the browser itself says: when text was first drawn, when the page was whole, requests and bytes. For the form also when a
first letter that was typed stood in its first field. Wanted: read after 2 s, form used after 3 s.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys

from house import ROOT, command, database, free_port, server
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(ROOT / "scripts"))
from bootstrap import BROWSERS

EVENT = "/events/shanghai-seminar/"
PAGES = {"front page": "/", "event": EVENT, "agenda": f"{EVENT}agenda/", "registration form": f"{EVENT}register/"}
_DRAWN = """() => ({
  drawn: performance.getEntriesByType("paint").find((one) => one.name === "first-contentful-paint")?.startTime ?? 0,
  ready: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  whole: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


def visit(browser: Browser, address: str, kbits: int, delay: int) -> dict[str, float]:
    """One first visit: milliseconds until `drawn`, `ready`, `whole` and, on a form, `typed`; `requests`, `bytes`."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    rate = kbits * 1000 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": delay, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(sum(request.sizes()[key] for key in _TRANSFERRED)))
    page.goto(address, wait_until="commit")
    found: dict[str, float] = {}
    if "/register/" in address:
        field = page.locator("#name")
        field.type("张")
        found["typed"] = page.evaluate("performance.now()") if field.input_value() == "张" else float("nan")
    page.wait_for_load_state("networkidle")
    found |= page.evaluate(_DRAWN)
    context.close()
    if "typed" in found:
        found["typed"] = max(found["typed"], found["drawn"])  # typed before anything is seen is not used yet
    return found | {"requests": len(sizes), "bytes": sum(sizes)}


_TRANSFERRED = ("responseHeadersSize", "responseBodySize")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="First visits on a slow line.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kbits", type=int, default=400)
    parser.add_argument("--delay", type=int, default=400, help="milliseconds")
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, BROWSERS)), None) or sys.exit("no Chromium is installed")
    port = free_port()
    with database("sqlite") as env:
        command(env, "db", "upgrade")
        command(env, "sample")
        words = [sys.executable, "-m", "eventmgr", "serve", "--port", str(port)]
        with server(words, port, env), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            print(f"{options.kbits} kbit/s, {options.delay} ms\n")
            print("| page | first drawn s | ready s | whole s | form used s | requests | KiB |")
            print("|---|--:|--:|--:|--:|--:|--:|")
            for name, path in PAGES.items():
                rounds = [
                    visit(browser, f"http://127.0.0.1:{port}{path}", options.kbits, options.delay)
                    for _ in range(options.rounds)
                ]
                row = {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}
                typed = f"{row['typed'] / 1000:.2f}" if "typed" in row else ""
                times = " | ".join(f"{row[key] / 1000:.2f}" for key in ("drawn", "ready", "whole"))
                print(f"| {name} | {times} | {typed} | {row['requests']:.0f} | {row['bytes'] / 1024:.1f} |")
            browser.close()


if __name__ == "__main__":
    main()
