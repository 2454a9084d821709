"""Pictures of every page, for people to look at: in each language, on a screen and on a phone.

    python docs/screenshots.py [FOLDER]      out/screenshots where none is given

Needs a Chromium on the path. Pages are served by the program itself on a free port.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from baramad.web.app import create_app
from baramad.web.examples import addresses
from baramad.web.throttle import Throttle

PAUSE = 300  # milliseconds that a picture has to come alive
SIZES = {"screen": (1280, 900), "phone": (320, 640)}


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Address of a server of the program, ended afterwards."""
    app = create_app("pk", Throttle(burst=1e9))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def chromium() -> str:
    """Path of the browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("screenshots need a Chromium on the path, such as Debian's package chromium")
    return found


def see_pictures(page: Page) -> None:
    """Bring each picture into view, as a reader does: only then it comes alive."""
    for figure in page.locator("figure:visible").all():
        figure.scroll_into_view_if_needed()
        page.wait_for_timeout(PAUSE)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => scrollTo(0, 0)")


def main(folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            for name, address in addresses().items():
                for lang in ("en", "ur"):
                    joint = "&" if "?" in address else "?"
                    page.goto(f"{base}{address}{joint}lang={lang}", wait_until="networkidle")
                    see_pictures(page)
                    page.screenshot(path=folder / f"{name}-{lang}-{size}.png", full_page=True)
            context.close()
        browser.close()
    print(f"wrote {len(list(folder.glob('*.png')))} pictures into {folder}")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2]) if sys.argv[1:] else Path("out/screenshots"))
