"""From a slider's move to the painted picture, in a headless browser.

    python benchmarks/slider.py [fresh pages]      twelve where none are given, thirteen at most

Keys are pressed on Plan's levers; the clock runs from the key's own time stamp to the frame in
which the new picture stands. Each figure is printed beside what it is held to, at loopback and
with 200 ms of network delay: once a lever's sweep is in, and the first step of a lever touched and
moved at once, as soon as the page is live and after a second of rest. For the latter pages are
opened afresh, each with a scenario that the server has never seen. Needs a Chromium on the path.
"""

import os
import shutil
import statistics
import sys
import time
from pathlib import Path

import httpx2
from playwright.sync_api import sync_playwright

from web import served

STEPS, PAUSE, DELAY = 60, 110, 200  # moves; milliseconds between them; milliseconds of the network
# Levers each step of which moves the picture, each touched once on a page of its own.
LEVERS = ("wf", "se", "ce", "zo", "tx", "gw", "ex", "qu", "ca", "pf", "cr", "rb", "ac")
REST = 1_000  # milliseconds that a reader looks before touching anything
LIVE = "() => document.documentElement.dataset.plan === 'live'"
TOUCH = "(id) => {const e = document.getElementById(id); e.focus(); return e.value === e.max}"
# Notes for each key when it was pressed and when a frame with the changed picture had been painted.
WATCH = """() => {
    const box = document.querySelector("[data-fan] .drawn");
    window.moves = [];
    let pressed = null;
    addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
    new MutationObserver(() => {
        if (pressed === null) return;
        const begun = pressed;
        pressed = null;
        requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => moves.push(performance.now() - begun);
            after.port2.postMessage(null);
        });
    }).observe(box, {subtree: true, attributes: true, attributeFilter: ["d"]});
}"""


def delayed(page, milliseconds):
    """Have every answer come so much later."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    told = {"offline": False, "latency": milliseconds, "downloadThroughput": -1,
            "uploadThroughput": -1}  # fmt: skip
    wire.send("Network.emulateNetworkConditions", told)


def opened(browser, base, delay=0, scenario=""):
    """A fresh page whose live picture stands, watched; all of it comes over the delayed network."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    if delay:
        delayed(page, delay)
    page.goto(f"{base}/plan?s={scenario}")
    page.wait_for_function(LIVE)
    page.evaluate(WATCH)
    return page


def moves(page, count):
    """Milliseconds of so many key presses on the lever that has the focus."""
    page.evaluate("() => { moves.length = 0; }")
    for step in range(count):
        page.keyboard.press("ArrowRight" if step % 40 < 20 else "ArrowLeft")
        page.wait_for_timeout(PAUSE)
    return page.evaluate("() => moves")


def swept(browser, base, delay):
    """Milliseconds of moves after the sweep is in."""
    page = opened(browser, base, delay)
    with page.expect_response(lambda one: "part=fine" in one.url, timeout=60_000):
        page.locator(f"#r-{LEVERS[0]}").focus()
    page.wait_for_timeout(PAUSE)
    found = moves(page, STEPS)
    page.context.close()
    return found


def first_steps(browser, base, pages, delay, rest):
    """Milliseconds of the first move of a lever on fresh pages, each another lever.

    Each page has a scenario of its own, which the server has answered nothing of.
    """
    found = []
    for at, code in enumerate(LEVERS[:pages]):
        own = f"1D~rsP2607V0.4{10 + at}{int(rest > 0)}{int(delay > 0)}1"
        page = opened(browser, base, delay, own)
        page.wait_for_timeout(rest)
        is_at_end = page.evaluate(TOUCH, f"r-{code}")
        page.keyboard.press("ArrowLeft" if is_at_end else "ArrowRight")
        page.wait_for_function("() => moves.length > 0", timeout=10_000)
        found += page.evaluate("() => moves.slice(0, 1)")
        page.context.close()
    return found


def weight(browser, base, lang):
    """KB as sent of Plan's first load."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(f"{base}/plan?lang={lang}", wait_until="networkidle")
    page.wait_for_function(LIVE)
    page.context.close()
    return sum(sizes) / 1024


def warmed(base):
    """Wait until the server's compiled engine answers."""
    address = f"{base}/api/v1/plan/sweep/centres_opened_y"
    for value in range(600):
        begun = time.perf_counter()
        httpx2.get(address, params={"at": value}, timeout=60).raise_for_status()
        if value > 20 and time.perf_counter() - begun < 0.06:
            return
        time.sleep(0.1)


def row(name, value, hold, unit="ms"):
    word = "holds" if value <= hold else "MISSED"
    print(f"{name:<58} {value:8.1f} {unit}   held to {hold:4.0f} {unit}   {word}", flush=True)


def told(name, found, median, tail):
    row(f"{name}, median of {len(found)}", statistics.median(found), median)
    row(f"{name}, 95th of 100", statistics.quantiles(found, n=20, method="inclusive")[-1], tail)


def measured(base, pages):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        told("sweep in, loopback", swept(browser, base, 0), 35, 50)
        told(f"sweep in, {DELAY} ms of network", swept(browser, base, DELAY), 35, 50)
        for rest, when in ((0, "at once"), (REST, "after a second")):
            for delay, name in ((0, "loopback"), (DELAY, f"{DELAY} ms of network")):
                found = first_steps(browser, base, pages, delay, rest)
                row(f"first step {when}, {name}, median of {pages}", statistics.median(found),
                    50 if rest else 250)  # fmt: skip
                row(f"first step {when}, {name}, worst", max(found), 50 if rest else 250)
        for lang in ("en", "ur"):
            row(f"first load of Plan in {lang}", weight(browser, base, lang), 400, "KB")
        browser.close()


def main(pages=12):
    with served() as (base, _):
        warmed(base)
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        measured(base, pages)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(*(int(one) for one in sys.argv[1:2]))
