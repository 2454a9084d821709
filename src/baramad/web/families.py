"""Every family of pages, in the order of the API's document."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.web import (
    about,
    budget,
    calibration,
    check,
    claims,
    data,
    everybody,
    home,
    job_pages,
    laws,
    need,
    outlook,
    plan,
    reading,
    reading_api,
    series,
    sources,
    steps,
    sweep,
    targets,
    track,
    versus,
    why,
)
from baramad.web.routes import Entry, Pages

FAMILIES: Sequence[Pages] = (
    home.PAGES,
    track.PAGES,
    series.PAGES,
    targets.PAGES,
    claims.PAGES,
    reading.PAGES,
    reading_api.PAGES,
    outlook.PAGES,
    plan.PAGES,
    steps.PAGES,
    sweep.PAGES,
    versus.PAGES,
    why.PAGES,
    budget.PAGES,
    need.PAGES,
    calibration.PAGES,
    job_pages.PAGES,
    check.PAGES,
    everybody.PAGES,
    laws.PAGES,
    sources.PAGES,
    data.PAGES,
    about.PAGES,
)


def entries() -> list[Entry]:
    """Every page of the API."""
    return [entry for family in FAMILIES for entry in family.entries]
