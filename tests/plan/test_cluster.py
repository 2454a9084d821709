"""A Dask scheduler and two workers on loopback give the bits of one machine."""

import contextlib
import json
import subprocess
import sys
import threading
import time

import pytest

from baramad.measure.fault import RequestError
from baramad.plan.cluster import Cluster
from baramad.plan.ensemble import run
from baramad.plan.executor import Here
from baramad.plan.problem import Goal

distributed = pytest.importorskip("distributed")

GOALS = (Goal(6, "ict_total", 6e9),)


def begun(*words):
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def told(note, seconds=60):
    """The address in a scheduler's own file; `json` fails on one that is half written."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
            return json.loads(note.read_text(encoding="utf-8"))["address"]
        time.sleep(0.1)
    pytest.fail(f"No scheduler in {seconds} seconds.")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    note = tmp_path_factory.mktemp("dask") / "scheduler.json"
    place = ["--host", "tcp://127.0.0.1", "--no-dashboard"]
    worker = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]
    with contextlib.ExitStack() as stack:
        for words in (
            ("dask_scheduler", *place, "--port", "0", "--scheduler-file", str(note)),
            *(("dask_worker", "--scheduler-file", str(note), *worker) for _ in range(2)),
        ):
            one = begun(*words)
            stack.callback(one.wait, timeout=30)
            stack.callback(one.terminate)
        yield told(note)


class Small(Cluster):
    """Small tasks, so that both workers have some."""

    def chunk(self, *_):
        return 700


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_a_cluster_gives_the_bits_of_one_machine(plan, scenarios, address, engine):
    problem = plan.problem(scenarios["announced"], futures=5_000, goals=GOALS, engine=engine)
    here = run(problem, 5_000, Here(1))
    there = run(problem, 5_000, Small(address))
    assert there.spans == here.spans == ((0, 5_000),)
    for name in ("sums", "lows", "highs", "reached"):
        assert getattr(there, name).tobytes() == getattr(here, name).tobytes(), name
    assert (there.counts == here.counts).all()


def test_a_cluster_that_does_not_answer_is_a_plain_fault(plan, scenarios, monkeypatch):
    monkeypatch.setattr("baramad.plan.cluster._SECONDS", 1)
    problem = plan.problem(scenarios["announced"], futures=10, engine="reference")
    with pytest.raises(RequestError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"):
        run(problem, 10, Cluster("tcp://127.0.0.1:9"))


def test_no_thread_of_a_cluster_outlives_its_run(plan, scenarios, address):
    """One that did would reach for a scheduler that has gone, and draw random numbers for it."""
    before = set(threading.enumerate())
    problem = plan.problem(scenarios["announced"], futures=1_000, goals=GOALS)
    run(problem, 1_000, Small(address))
    loops = [one.name for one in set(threading.enumerate()) - before if "loop" in one.name.lower()]
    assert not loops
