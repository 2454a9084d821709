"""Who gains: the law on a synthetic population of exporters, and what reforms would change."""

from __future__ import annotations

from dataclasses import replace

from baramad.policy.population_reader import FILE
from baramad.report.document import Block, Heading
from baramad.report.sections.population import blocks_of, population_of, told
from baramad.web.page import HEAVY, Page, Recipe
from baramad.web.routes import Pages, Visited
from baramad.web.visit import Visit

PAGES = Pages("operate")
PATH = "/operate/population"


def recipe(visit: Visited) -> Recipe:
    """The population."""
    return Recipe(PATH, ("population",), lambda: _page(visit), lane=HEAVY)


def has_people(visit: Visit) -> bool:
    """Whether the pack says who its exporters are."""
    return (visit.desk.folder / FILE).is_file()


def _page(visit: Visit) -> Page:
    words, findings = visit.words, visit.findings
    result = population_of(findings.strategy, seed=findings.seed)
    title = words.say("Who gains from the law, and from changing it")
    command = visit.command("decide", "--population", on_day="")
    if result is None:
        why = words.say(
            "The pack has no population, or the figures of its year were not yet known on this day."
        )
        return Page(PATH, title, [why], command=command)
    answer = told(result, words)
    blocks = [_raised(one) for one in blocks_of(result, words)[2:]]  # its heading is the title
    return Page(PATH, title, [answer], blocks, command)


def _raised(block: Block) -> Block:
    """A block of a section as one of a page: its headings stand one level higher."""
    return replace(block, level=block.level - 1) if isinstance(block, Heading) else block


PAGES.add(
    PATH, recipe, "The law on a synthetic population: dollars kept, tax, tax forgone, reforms"
)
