"""`baramad serve`: a server of its own process, on this machine, that ends when it is told to."""

import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from typer.testing import CliRunner

from baramad.cli.app import app


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_it_serves_pages_on_loopback_and_ends_at_once_when_told():
    port = free_port()
    command = [sys.executable, "-m", "baramad", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        for _ in range(300):
            try:
                with urlopen(f"http://127.0.0.1:{port}/method") as found:
                    text = found.read().decode()
                break
            except URLError:
                time.sleep(0.05)
        server.send_signal(signal.SIGINT)
        told = server.communicate(timeout=10)[1]
    assert "<h1>Method</h1>" in text
    assert f"Pakistan at http://127.0.0.1:{port}/" in told
    assert "Traceback" not in told


def test_a_pack_of_law_alone_has_no_pages_to_serve():
    done = CliRunner().invoke(app, ["serve", "--pack", "serendip"])
    assert done.exit_code == 2
    assert "no evidence" in done.stderr


def test_the_commands_beneath_pages_give_their_tables():
    for words in (
        ["track", "series"],
        ["track", "series", "ict_total"],
        ["data", "show", "sources", "--find", "M02"],
        ["data", "show", "fiscal_years", "--sort", "-value"],
    ):
        done = CliRunner().invoke(app, [*words, "--format", "csv"])
        assert done.exit_code == 0, done.output
        assert len(done.stdout.splitlines()) > 1
    assert CliRunner().invoke(app, ["track", "series", "ict_totl"]).exit_code == 2
