"""The parts of the model's page that a program can write: equations, levers, assumptions, a run."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.plan.equation import Equation, Given, Result, Stock, declared
from baramad.plan.model import PAGES, model
from baramad.policy.lever import Lever, Turn
from baramad.policy.scenario import code_of
from baramad.policy.scenario_file import load_scenarios

FUTURES = 10_000  # of the reference run: few enough to be made again for every check
RESULTS = ("ict_total", "it_ites", "exports_earned", "jobs", "fiscal_cost", "revenue_forgone")
YEARS = (2023, 2024, 2025, 2026, 2027, 2029, 2032)
MILLION, THOUSAND = 1e6, 1e3


def plan() -> Plan:
    return Plan.of(folder_of("pk"))


def equations() -> str:
    """Every page of equations in its own words."""
    return "\n".join(page_text(page) for page in PAGES)


def page_text(page: object) -> str:
    name = page.__name__.rpartition(".")[2]
    brief = (inspect.getdoc(page) or "").strip()
    found = declared(name, vars(page))
    lines = [f"### {name.capitalize()}", "", brief, ""]
    stocks = [one for one in found if isinstance(one, Stock)]
    if stocks:
        lines += ["| stock | unit | begins with | gains | losses |", "|---|---|---|---|---|"]
        lines += [*map(stock_row, stocks), ""]
    if formulas := [one for one in found if isinstance(one, Equation)]:
        lines += ["| quantity | unit | is |", "|---|---|---|"]
        lines += [
            f"| `{one.name}`: {one.says} | {one.unit} | `{formula(one)}` |" for one in formulas
        ]
        lines.append("")
    if given := [one for one in found if isinstance(one, Given)]:
        lines += ["| given | unit | what it is |", "|---|---|---|"]
        lines += [f"| `{one.name}` | {one.unit} | {one.says} ({one.every}) |" for one in given]
        lines.append("")
    if results := [one for one in found if isinstance(one, Result)]:
        told = [f"`{one.name}` ({one.says})" for one in results]
        lines += [f"Reported by year: {', '.join(told)}.", ""]
    return "\n".join(lines)


def stock_row(one: Stock) -> str:
    gains, losses = (
        ", ".join(f"`{flow}`" for flow in flows) or "none" for flows in (one.gains, one.losses)
    )
    start = f"`{one.start}`" if one.start else "nothing"
    return f"| `{one.name}`: {one.says} | {one.unit} | {start} | {gains} | {losses} |"


def formula(one: Equation) -> str:
    """Right-hand side of an equation as its file writes it, on one line."""
    text = textwrap.dedent(inspect.getsource(one.function))
    body = ast.parse(text).body[0]
    assert isinstance(body, ast.FunctionDef)
    last = body.body[-1]
    assert isinstance(last, ast.Return)
    assert last.value
    return ast.unparse(last.value)


def levers() -> str:
    """Levers with what was announced and what came of it."""
    lines = [
        "| lever | system | unit | ceiling | announced | delivered | prices, delays |",
        "|---|---|---|---:|---|---|---|",
    ]
    lines += [lever_row(one) for one in plan().book.levers.values()]
    return "\n".join(lines) + "\n"


def lever_row(one: Lever) -> str:
    announced, delivered = (
        f"`{one.law}` of the law" if one.law else path(turns)
        for turns in (one.announced, one.delivered)
    )
    priced = ", ".join(f"`{name}`" for name in (*one.cost, *one.delay)) or "none"
    return (
        f"| `{one.name}` ({one.code}): {one.title['en']} | {one.system} | {one.unit} "
        f"| {one.ceiling:,f} | {announced} | {delivered} | {priced} |"
    )


def path(turns: tuple[Turn, ...]) -> str:
    told = [f"{one.value:,f} from {one.since} ({one.source})" for one in turns]
    return "; ".join(told) or "nothing"


def assumptions() -> str:
    """Assumptions with their ranges and where these come from."""
    book = plan().book
    lines = [
        f"{len(book.assumptions)} assumptions, {len(book.placeholders)} of them placeholders.",
        "",
        "| assumption | system | unit | low | likely | high | standing | source |",
        "|---|---|---|---:|---:|---:|---|---|",
    ]
    ranges = sorted(book.assumptions.values(), key=lambda one: (one.system, one.name))
    lines += [
        f"| `{one.name}`: {one.title['en']} | {one.system} | {one.unit} | {one.low:,f} "
        f"| {one.likely:,f} | {one.high:,f} | {one.standing} | {one.source or 'none'} |"
        for one in ranges
    ]
    return "\n".join(lines) + "\n"


def reference_run() -> str:
    """Medians and middle four fifths of the pack's scenarios, before any calibration."""
    one = plan()
    parts = []
    for name, scenario in load_scenarios(folder_of("pk"), one.book).items():
        found = one.run(scenario, futures=FUTURES, engine="reference")
        lines = [f"**{name}**, code `{code_of(one.book, scenario)}`", ""]
        lines += ["| | " + " | ".join(f"FY{year}" for year in YEARS) + " |"]
        lines += ["|---|" + "---:|" * len(YEARS)]
        for result in RESULTS:
            unit = model().results[result].unit
            scale = MILLION if unit == "USD" else THOUSAND
            cells = [
                " to ".join(f"{found.quantile(result, year, p) / scale:,.0f}" for p in (0.1, 0.9))
                + f" ({found.quantile(result, year, 0.5) / scale:,.0f})"
                for year in YEARS
            ]
            title = f"`{result}`, {'USD m' if unit == 'USD' else 'thousands'}"
            lines.append(f"| {title} | " + " | ".join(cells) + " |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


MAKERS: dict[str, Callable[[], str]] = {
    "model equations": equations,
    "model levers": levers,
    "model assumptions": assumptions,
    "model run": reference_run,
}
