"""Every family of pages, in the order of the API's document."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.web import (
    about,
    check,
    claims,
    data,
    everybody,
    home,
    laws,
    outlook,
    plan,
    series,
    sources,
    sweep,
    targets,
    track,
    versus,
)
from baramad.web.routes import Entry, Pages

FAMILIES: Sequence[Pages] = (
    home.PAGES,
    track.PAGES,
    series.PAGES,
    targets.PAGES,
    claims.PAGES,
    outlook.PAGES,
    plan.PAGES,
    sweep.PAGES,
    versus.PAGES,
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
