"""A job as a page and as data: what it is called, how far it is, what came of it."""

from __future__ import annotations

from baramad.web.jobs import DONE, FAILED, RUNNING, WAITING, Job, name_of
from baramad.web.page import Page
from baramad.web.routes import API
from baramad.web.visit import Visit

CALIBRATION, REPORT, PLAN = KINDS = ("calibration", "report", "plan")
OPERATIONS = (("/jobs/{kind}", "post", "202"), ("/jobs/{job}", "get", "200"))


def example(visit: Visit) -> Page:
    """State of a report that is being made, for the API's description."""
    given = {"as_of": visit.day.isoformat(), "lang": visit.words.code, **line_of("pdf", visit)}
    job = Job(name_of(REPORT, given), REPORT, given, "", RUNNING, 40)
    return state_page(job, 0, visit)


def line_of(form: str, visit: Visit) -> dict[str, str]:
    """The command that makes the same report, as the command itself tells it."""
    words = ["baramad", "report", "--pack", visit.desk.pack]
    words += [] if visit.is_newest else ["--as-of", visit.day.isoformat()]
    words += [] if visit.words.code == "en" else ["--lang", visit.words.code]
    return {"command": " ".join([*words, "--out", f"baramad-report.{form}"])}


def state_page(job: Job, ahead: int, visit: Visit) -> Page:
    """State of a job."""
    words = visit.words
    link = _result(job, visit)
    return Page(
        path=f"/jobs/{job.id}",
        title=_title(job, visit),
        answer=[_told(job, ahead, visit)],
        command=_command(job, visit),
        template="job.html",
        record={
            "id": job.id,
            "kind": job.kind,
            "state": job.state,
            "percent": 100 if job.state == DONE else job.percent,
            "ahead": ahead,
            "told": _told(job, ahead, visit),
            "result": link or None,
            "faults": [*job.faults],
        },
        more={
            "job": job,
            "link": link,
            "twin": visit.link(f"{API}/jobs/{job.id}"),
            "done": words.say("Show what came of it") if job.page else words.say("Save the file"),
        },
        is_indexed=False,
    )


def _result(job: Job, visit: Visit) -> str:
    """Address of what came of a job; empty until it is done."""
    if job.state != DONE:
        return ""
    return job.page or visit.link(f"/jobs/{job.id}/result")


def _title(job: Job, visit: Visit) -> str:
    say = visit.words.say
    return {
        CALIBRATION: say("Calibration and backtest"),
        REPORT: say("The strategy report"),
        PLAN: say("The report of one scenario"),
    }[job.kind]


def _told(job: Job, ahead: int, visit: Visit) -> str:
    words = visit.words
    if job.state == WAITING:
        return words.say("It waits; {count} jobs come before it.", count=words.number(ahead))
    if job.state == RUNNING:
        return words.say("{percent} in 100 is done.", percent=words.number(job.percent))
    if job.state == FAILED:
        return words.say("It could not be finished.")
    return words.say("It is done.")


def _command(job: Job, visit: Visit) -> str:
    if job.kind == CALIBRATION:
        return visit.command("plan", "calibrate")
    if job.kind == REPORT:
        return job.given["command"]
    return visit.command("plan", "run", "--scenario", job.given["s"] or "1D")
