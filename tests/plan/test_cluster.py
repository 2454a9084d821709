"""A Dask scheduler and two workers on loopback give the bits of one machine."""

import subprocess
import sys
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


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    note = tmp_path_factory.mktemp("dask") / "scheduler.json"
    place = ["--host", "tcp://127.0.0.1", "--no-dashboard"]
    processes = [begun("dask_scheduler", *place, "--port", "0", "--scheduler-file", str(note))]
    worker = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]
    processes += [begun("dask_worker", "--scheduler-file", str(note), *worker) for _ in range(2)]
    for _ in range(300):
        if note.is_file() and note.read_text(encoding="utf-8").strip():
            break
        time.sleep(0.1)
    yield distributed.Client(scheduler_file=str(note), set_as_default=False).scheduler.address
    for one in processes:
        one.terminate()
        one.wait(timeout=30)


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
