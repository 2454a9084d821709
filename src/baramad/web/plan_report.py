"""A scenario's Plan pages, one after another, as the blocks of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from baramad.report.document import Block, Heading, Lead, Paragraph
from baramad.web import budget, need, plan, why
from baramad.web.engine import compiled
from baramad.web.page import Page, Recipe
from baramad.web.studio import studio_of
from baramad.web.visit import Visit


def plan_report(
    visit: Visit, s: str, ranges: str, progress: Callable[[int, int], None]
) -> tuple[str, list[Block], str]:
    """Title, blocks and commands of a scenario's report."""
    compiled(studio_of(visit).bench(0, ranges).problem)
    pages, recipes = [], _recipes(visit, s, ranges)
    for done, recipe in enumerate(recipes, start=1):
        pages.append(recipe.make())
        progress(done, len(recipes))
    first, *rest = pages
    title = visit.words.say("{title} Scenario: {scenario}", title=first.title,
                            scenario=first.more["title"])  # fmt: skip
    blocks: list[Block] = [Lead(tuple(first.answer)), *_own(first)]
    for page in rest:
        if page.path == "/plan/changes" and not any(one.rows for one in page.tables):
            continue  # a pack's own scenario changes nothing
        blocks += [Heading(2, page.title, page.path.strip("/").replace("/", "-"))]
        blocks += [Paragraph(" ".join(page.answer)), *page.blocks]
    return title, blocks, "; ".join(line for page in pages for line in page.command.split("\n"))


def _recipes(visit: Visit, s: str, ranges: str) -> Sequence[Recipe]:
    return (
        plan.sliders(visit, s, ranges),
        plan.changes(visit, s, ranges),
        why.why(visit, s, "", "", ranges),
        budget.budget(visit, s, "", "", "", ranges),
        need.need(visit, s, "", "", "", ranges),
    )


def _own(page: Page) -> Iterator[Block]:
    """Blocks of the first page under a heading of their own."""
    yield Heading(2, page.more["title"], "plan")
    yield from page.blocks
