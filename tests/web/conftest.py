"""Pages under test: one application, one server, one browser for all tests of this folder."""

import shutil
import threading
import time

import pytest
import uvicorn
from fastapi.testclient import TestClient

from baramad.web.app import create_app
from baramad.web.throttle import Throttle


@pytest.fixture(scope="session")
def app():
    return create_app("pk", Throttle(burst=1e9))


@pytest.fixture(scope="session")
def client(app):
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def base(app):
    """Address of a server on loopback, for a browser."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("no Chromium on the path")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only the browser tests need it

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()
