"""Jobs as pages: what can be begun, how far each is, and what came of it."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path as File
from typing import Annotated

from fastapi import Path, Query, Request, Response
from fastapi.responses import FileResponse

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.report.document import Column, Table
from baramad.web.forms import Made, Wish, answer, made
from baramad.web.job_told import CALIBRATION, KINDS, PLAN, REPORT, line_of, state_page
from baramad.web.jobs import DONE, Job, Jobs
from baramad.web.operations import answers
from baramad.web.page import Page, Recipe
from baramad.web.planned import Code, Ranges, called, has_plan, needs_plan
from baramad.web.problems import MissingError, StrangerError
from baramad.web.routes import API, Pages, Visited
from baramad.web.studio import studio_of
from baramad.web.throttle import Throttle, TooManyError
from baramad.web.visit import Visit

PAGES = Pages("jobs")
MEDIA = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
_COST = 30  # tokens: four jobs at once from one address, then one every few seconds
_SOON = "2"  # seconds after which it is worth asking again
Kind = Annotated[str, Path(max_length=20, description=f"One of {', '.join(KINDS)}.")]
Name = Annotated[str, Path(max_length=40, description="Name of a job, as it was given.")]
Form = Annotated[str, Query(max_length=8, description=f"Form of a report: {', '.join(MEDIA)}.")]


def jobs(visit: Visited, s: Code = "", ranges: Ranges = "") -> Recipe:
    """What takes longer than a page."""
    return Recipe("/jobs", ("jobs", s, ranges), lambda: _jobs(visit, s, ranges))


def _jobs(visit: Visit, s: str, ranges: str) -> Page:
    words = visit.words
    about = words.say("Where exports stand, claims, systems, the plan, forecasts, sources.")
    rows = [(REPORT, words.say("The strategy report"), about)]
    if has_plan(visit):
        rows += [
            (PLAN, words.say("The report of one scenario"),
             words.say("Futures, changes, what adds, what money buys, what it would take.")),
            (CALIBRATION, words.say("Calibration and backtest"),
             words.say("What the official series tells of the ranges; how good the model was.")),
        ]  # fmt: skip
    return Page(
        path="/jobs",
        title=words.say("Reports, and what takes longer"),
        answer=[
            words.say(
                "These take up to a few minutes; they are done one after another, and you can "
                "watch how far they are or come back later."
            )
        ],
        blocks=[
            Table(
                "jobs",
                words.say("What can be begun here"),
                (
                    Column("kind", words.say("Name"), "word"),
                    Column("title", words.say("What it is")),
                    Column("about", words.say("What is in it")),
                ),
                rows,
            )
        ],
        command=visit.command("report", "--out", "baramad-report.pdf"),
        template="jobs.html",
        query={"s": s, "ranges": ranges},
        more={
            "kinds": [row[0] for row in rows],
            "titles": {row[0]: row[1] for row in rows},
            "scenario": _scenario(s, visit),
        },
    )


def _scenario(s: str, visit: Visit) -> str:
    """What the scenario is called of which a report is offered."""
    if not has_plan(visit):
        return ""
    studio = studio_of(visit)
    scenario = studio.scenario(s)
    return f"{called(scenario, studio, visit)} ({studio.code(scenario)})"


def _asked(kind: str, form: str, s: str, ranges: str, visit: Visit) -> dict[str, str]:
    """What the work is given; RequestError or MissingError for work that there is not."""
    if kind not in KINDS:
        reason = f"There is no job `{kind}`."
        raise MissingError([Fault("kind", reason, did_you_mean(kind, KINDS), kind)])
    if kind != CALIBRATION and form not in MEDIA:
        reason = f"A report is not made as `{form}`."
        raise RequestError([Fault("format", reason, did_you_mean(form, [*MEDIA]), form)])
    if kind != REPORT:
        needs_plan(visit)
    given = {"pack": visit.desk.pack, "as_of": visit.day.isoformat()}
    if kind == CALIBRATION:
        return given
    given |= {"lang": visit.words.code}
    return given | ({"s": s, "ranges": ranges} if kind == PLAN else line_of(form, visit))


def _begun(request: Request, visit: Visit, kind: str, form: str, s: str, ranges: str) -> Job:
    """The job, begun unless it is there; refused from another site, or where too much is asked."""
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin", "same-site"):
        raise StrangerError
    given = _asked(kind, form, s, ranges, visit)
    throttle: Throttle = request.app.state.throttle
    if not throttle.lets(request.client.host if request.client else "", _COST):
        raise TooManyError
    page = visit.link("/plan/calibration", s=s) if kind == CALIBRATION else ""
    suffix = "" if kind == CALIBRATION else f".{form}"
    found: Jobs = request.app.state.jobs
    return found.begin(kind, given, page, suffix)


async def begin(
    request: Request, visit: Visited, kind: Kind, format: Form = "pdf",  # noqa: A002 - in the address
    s: Code = "", ranges: Ranges = "",
) -> Response:  # fmt: skip
    """Begin a job from a page, and show how far it is."""
    job = _begun(request, visit, kind, format, s, ranges)
    return Response(status_code=303, headers={"location": visit.link(f"/jobs/{job.id}")})


async def begin_by_api(
    request: Request, visit: Visited, kind: Kind, format: Form = "pdf",  # noqa: A002 - in the address
    s: Code = "", ranges: Ranges = "",
) -> Response:  # fmt: skip
    """Begin a job, or learn of the one that does this work already."""
    job = _begun(request, visit, kind, format, s, ranges)
    found = _sent(request, job, visit, Wish("json"))
    found.status_code = HTTPStatus.ACCEPTED
    found.headers["location"] = visit.link(f"{API}/jobs/{job.id}")
    return found


async def job_page(request: Request, visit: Visited, job: Name) -> Response:
    """How far a job is."""
    return _sent(request, _known(request, job), visit, Wish("html"))


async def job_by_api(request: Request, visit: Visited, job: Name) -> Response:
    """How far a job is, and where its result is once it is done."""
    return _sent(request, _known(request, job), visit, Wish("json"))


async def result(request: Request, job: Name) -> Response:
    """What a job made, as a file."""
    found = _known(request, job)
    if found.state != DONE or found.file is None or not found.file.is_file():
        reason = "This job has no file, or not yet."
        raise MissingError([Fault("job", reason, "Look at the job itself.", job)])
    return FileResponse(
        found.file, media_type=MEDIA[found.file.suffix[1:]], filename=_name(found, found.file),
        headers={"cache-control": "private, no-store"},
    )  # fmt: skip


def _name(job: Job, file: File) -> str:
    """Name that a file is saved under."""
    part = "report" if job.kind == REPORT else "plan"
    return f"baramad-{part}-{job.given['as_of']}-{job.given['lang']}{file.suffix}"


def _known(request: Request, name: str) -> Job:
    found: Jobs = request.app.state.jobs
    if job := found.found(name):
        return job
    reason = "There is no such job; what is done is kept for an hour."
    raise MissingError([Fault("job", reason, "Begin it again under /jobs.", name)])


def _sent(request: Request, job: Job, visit: Visit, wish: Wish) -> Response:
    """State of a job, never kept by anybody."""
    jobs_now: Jobs = request.app.state.jobs
    page = state_page(job, jobs_now.ahead(job), visit)
    found: Made = (
        made(page, visit, wish, request.app.state.doors)
        if wish.form == "html"
        else Made.of(json.dumps(answer(page, visit, wish), ensure_ascii=False), "application/json")
    )
    waits = {} if job.is_over else {"retry-after": _SOON}
    headers = {"cache-control": "private, no-store", "x-robots-tag": "noindex", **waits}
    return Response(found.plain, media_type=found.media, headers=headers)


PAGES.add("/jobs", jobs, "What takes longer than a page: reports, calibration")
PAGES.router.add_api_route("/jobs/{kind}", begin, methods=["POST"], include_in_schema=False)
PAGES.router.add_api_route("/jobs/{job}", job_page, include_in_schema=False)
PAGES.router.add_api_route("/jobs/{job}/result", result, include_in_schema=False)
PAGES.router.add_api_route(
    f"{API}/jobs/{{kind}}", begin_by_api, methods=["POST"], tags=["jobs"],
    summary="Begin a report or a calibration", operation_id="jobs_begin",
    response_class=Response, status_code=202,
    responses=answers(202, "Begun, or there already", 400, 403, 404, 414, 422, 429, 503),
)  # fmt: skip
PAGES.router.add_api_route(
    f"{API}/jobs/{{job}}", job_by_api, tags=["jobs"], summary="How far a job is",
    operation_id="jobs_job", response_class=Response,
    responses=answers(200, "Its state", 400, 404, 414, 422),
)  # fmt: skip
