"""Jobs: begun once, watched by anybody, bounded, ended; the work is done outside of the server."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from baramad.packs import folder_of
from baramad.web.app import create_app
from baramad.web.jobs import DONE, FAILED, RUNNING, WAITING, Job, Jobs
from baramad.web.shelf import BusyError
from baramad.web.throttle import Throttle

# A child that says how far it is and writes a file; what it is given says how it fares.
CHILD = """
import json, sys, time
given = json.loads(sys.argv[2])
print("no JSON at all", flush=True)
for done in (20, 60, 100):
    print(json.dumps({"done": done, "total": 100}), flush=True)
    time.sleep(float(given.get("s") or 0))
if given.get("s") == "0.01":
    fault = {"place": "s", "reason": "Wrong.", "remedy": "Mend.", "excerpt": ""}
    print(json.dumps({"faults": [fault]}))
    sys.exit(1)
if "out" in given:
    open(given["out"], "w").write("made")
if given.get("s") == "0.02":
    sys.exit(9)
"""
PROGRAM = (sys.executable, "-c", CHILD)


def finished(what: Coroutine[Any, Any, Any]) -> Any:
    """What the work gives, in a thread of its own: the browser's tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, what).result()


async def over(jobs: Jobs, *names: str) -> None:
    """Wait until jobs are over."""
    for _ in range(600):
        if all((one := jobs.found(name)) is None or one.is_over for name in names):
            return
        await asyncio.sleep(0.05)
    raise AssertionError([jobs.found(name) for name in names])


def test_a_job_runs_to_its_end_and_leaves_its_file() -> None:
    async def run() -> tuple[str, int, str, bool]:
        jobs = Jobs(program=PROGRAM)
        job = jobs.begin("report", {}, suffix=".html")
        assert job.state == WAITING
        await over(jobs, job.id)
        assert job.file
        told = job.file.read_text()
        await jobs.close()
        return job.state, job.percent, told, job.file.exists()

    assert finished(run()) == (DONE, 100, "made", False)


def test_the_same_work_is_one_job_and_other_work_waits_its_turn() -> None:
    async def run() -> tuple[Job, Job, Job, int]:
        jobs = Jobs(program=PROGRAM)
        first = jobs.begin("plan", {"s": "0.1"})
        again = jobs.begin("plan", {"s": "0.1"})
        other = jobs.begin("plan", {"s": "0"})
        ahead = jobs.ahead(other)
        await asyncio.sleep(0.02)
        assert (first.state, other.state) == (RUNNING, WAITING)
        await over(jobs, first.id, other.id)
        await jobs.close()
        return first, again, other, ahead

    first, again, other, ahead = finished(run())
    assert first is again is not other
    assert ahead == 1
    assert (first.state, other.state) == (DONE, DONE)


def test_what_waits_is_bounded() -> None:
    async def run() -> None:
        jobs = Jobs(queue=2, program=PROGRAM)
        for at in range(2):
            jobs.begin("plan", {"s": "0", "at": str(at)})
        with pytest.raises(BusyError):
            jobs.begin("plan", {"s": "0", "at": "9"})
        await jobs.close()

    finished(run())


@pytest.mark.parametrize(
    ("given", "reason"),
    [("0.01", "Wrong."), ("0.02", "Something is wrong on our side."), ("5", "It took too long")],
)
def test_what_goes_wrong_is_told_and_may_be_begun_again(given: str, reason: str) -> None:
    async def run() -> tuple[Job, Job]:
        jobs = Jobs(program=PROGRAM, most=0.6 if given == "5" else 20)
        job = jobs.begin("plan", {"s": given})
        await over(jobs, job.id)
        again = jobs.begin("plan", {"s": given})
        await jobs.close()
        return job, again

    job, again = finished(run())
    assert job.state == FAILED
    assert job.faults[0]["reason"].startswith(reason)
    assert again is not job


def test_what_is_over_is_given_up_after_its_time_and_beyond_its_number() -> None:
    async def run() -> list[bool]:
        now = [0.0]
        jobs = Jobs(kept=2, seconds=60, program=PROGRAM, clock=lambda: now[0])
        made = []
        for at in range(3):
            made.append(jobs.begin("plan", {"s": "0", "at": str(at)}, suffix=".pdf"))
            await over(jobs, made[-1].id)
        kept = [jobs.found(one.id) is not None for one in made]
        files = [one.file.exists() for one in made if one.file]
        now[0] = 61
        late = [jobs.found(one.id) is not None for one in made]
        await jobs.close()
        return [*kept, *files, *late]

    assert finished(run()) == [False, True, True, False, True, True, False, False, False]


def test_the_server_answers_while_a_job_runs_and_the_child_ends_with_it() -> None:
    async def run() -> tuple[int, bool]:
        jobs = Jobs(program=PROGRAM)
        job = jobs.begin("plan", {"s": "30"})
        turns, begin = 0, time.perf_counter()
        while time.perf_counter() - begin < 0.5:
            await asyncio.sleep(0.005)
            turns += 1
        await jobs.close()
        return turns, job.state == RUNNING

    turns, was_running = finished(run())
    assert turns > 20
    assert was_running


@pytest.fixture
def stubbed() -> Iterator[TestClient]:
    """Client whose jobs are done by the child above."""
    app = create_app("pk", Throttle(burst=130, rate=0))
    app.state.jobs = Jobs(queue=2, program=PROGRAM)
    with TestClient(app, follow_redirects=False) as client:
        yield client


def test_a_job_is_begun_watched_and_fetched_by_page_and_by_api(stubbed: TestClient) -> None:
    begun = stubbed.post("/jobs/report?format=html&as_of=2024-06-30&lang=ur")
    assert begun.status_code == 303
    place = begun.headers["location"]
    assert place.startswith("/jobs/")
    assert "as_of=2024-06-30" in place
    twin = stubbed.post("/api/v1/jobs/report?format=html&as_of=2024-06-30&lang=ur")
    assert twin.status_code == 202
    name = place.partition("?")[0]
    assert twin.headers["location"].startswith(f"/api/v1{name}")
    page = stubbed.get(name)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    state = stubbed.get(f"/api/v1{name}")
    if state.json()["data"]["state"] in (WAITING, RUNNING):
        assert state.headers["retry-after"]
    for _ in range(200):
        state = stubbed.get(f"/api/v1{name}")
        if state.json()["data"]["state"] == DONE:
            break
        time.sleep(0.05)
    data = state.json()["data"]
    assert (data["state"], data["percent"]) == (DONE, 100)
    assert "retry-after" not in state.headers
    file = stubbed.get(data["result"])
    assert file.text == "made"
    assert "baramad-report-2024-06-30-ur.html" in file.headers["content-disposition"]
    assert f'href="{data["result"]}"' in stubbed.get(name).text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/jobs/moon", 404), ("/jobs/report?format=docx", 400), ("/jobs/report?as_of=never", 400),
        ("/jobs/calibration?lang=xx", 400),
    ],
)  # fmt: skip
def test_what_is_no_job_is_refused(stubbed: TestClient, address: str, status: int) -> None:
    found = stubbed.post(f"/api/v1{address}")
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["faults"][0]["remedy"]


def test_too_many_jobs_and_another_site_s_jobs_are_refused_with_when_to_come_again(
    stubbed: TestClient,
) -> None:
    days = ("2024-06-30", "2024-07-31", "2024-08-31", "2024-09-30", "2024-10-31")
    told = [stubbed.post(f"/api/v1/jobs/plan?s=1D&as_of={day}").status_code for day in days]
    assert told[:2] == [202, 202]
    assert set(told) & {429, 503}
    late = stubbed.post("/api/v1/jobs/plan?s=1A&format=pdf")
    assert late.status_code in (429, 503)
    assert late.headers["retry-after"]
    strange = stubbed.post("/jobs/report", headers={"sec-fetch-site": "cross-site"})
    assert strange.status_code == 403
    assert stubbed.get("/api/v1/jobs/0123456789abcdef").status_code == 404
    assert stubbed.delete("/jobs/report").status_code == 405


def test_the_work_itself_makes_the_report_that_the_command_makes(tmp_path: Path) -> None:
    """The real child on a pack without a plan, whose report takes seconds."""
    folder = tmp_path / "planless"
    shutil.copytree(folder_of("pk"), folder)
    (folder / "plan.yaml").unlink()
    app = create_app(str(folder), Throttle(burst=1e9))
    with TestClient(app, follow_redirects=False) as client:
        begun = client.post("/api/v1/jobs/report?format=html").json()["data"]
        for _ in range(1_200):
            state = client.get(f"/api/v1/jobs/{begun['id']}").json()["data"]
            if state["state"] in (DONE, FAILED):
                break
            time.sleep(0.1)
        assert state["state"] == DONE, json.dumps(state)
        text = client.get(state["result"]).text
    assert "<!doctype html>" in text[:40].lower()
    assert "baramad report" in text
