"""`baramad pack`: check a country's law and its cases, see how it hangs together, begin another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.maintained import Name, On, day_within, opened_law, write_lines
from baramad.cli.options import Format
from baramad.cli.output import Listing, form, show
from baramad.intake.head import faults_of_evidence, read_head
from baramad.measure.fault import Fault, InputError, PackError
from baramad.packs import folder_of, installed
from baramad.packs.new import new_pack, write_pack
from baramad.policy.audit import audit
from baramad.policy.case import read_cases
from baramad.policy.inventory import SYSTEMS, UNTRIED, by_system, inventory, untried
from baramad.policy.load import load_law
from baramad.policy.wiring import wiring
from baramad.words import language

app = typer.Typer(
    help="Country packs: check them, look into them, begin a new one.", no_args_is_help=True
)
FAILED = 4
Which = Annotated[
    str,
    typer.Argument(
        metavar="PACK", envvar="BARAMAD_PACK", help="Name or folder of a pack.", show_default=True
    ),
]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", metavar="PERCENT", help="Exit with 4 when less is tried."),
]


@app.command("check")
@options.reported
def check(which: Which = "pk", chosen: options.As = None, out: options.Out = None) -> None:
    """Check everything; exits with 3 and every fault.

    Values, rules, units, documents, evidence; then that every worked case holds, and that every
    branch of the law and every day of change has one.
    """
    folder = folder_of(which)
    evidence = list(faults_of_evidence(folder))
    try:
        law = load_law(folder)
        found = audit(law, read_cases(folder))
    except InputError as error:
        raise PackError(_once([*error.faults, *evidence])) from error
    if faults := [*found.faults, *evidence]:
        raise PackError(_once(faults))
    lead = f"The pack `{found.law.rulebook.pack}` is sound (law {found.law.hash})."
    show(Listing(("what", "count", "detail"), inventory(found), lead=(lead,)), chosen, out)


def _once(faults: list[Fault]) -> list[Fault]:
    """Faults in order, one of those that two readers found on one line of one file."""
    found: dict[str, Fault] = {}
    for one in faults:
        place = one.place.rpartition("/")[2] if one.place.count(":") == 1 else str(one)
        found.setdefault(place, one)
    return list(found.values())


@app.command("explain")
@options.reported
def explain(
    name: Name,
    on: On = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """All that a name rests on, as a tree with file and line."""
    words, law = language(lang), opened_law(pack)
    wires = wiring(law, name, day_within(on, law))
    if form(chosen, out) is Format.TABLE:
        write_lines(
            [
                f"{'  ' * one.depth}{one.name} ({one.kind}, {one.unit}) {one.place}"
                + (", unfolded above" if one.is_repeated else "")
                for one in wires
            ],
            out,
        )
        return
    columns = ("depth", "name", "kind", "unit", "place", "says", "is_repeated")
    rows = [(*one[:5], words.of(one.says), one.is_repeated) for one in wires]
    show(Listing(columns, rows), chosen, out)


@app.command("list")
@options.reported
def list_packs(
    lang: options.Lang = "en", chosen: options.As = None, out: options.Out = None
) -> None:
    """The packs that are installed, with their systems."""
    words, rows = language(lang), list[tuple[object, ...]]()
    for name, module in installed().items():
        try:
            head = read_head(folder_of(name))
        except (InputError, ImportError) as error:
            rows.append((name, "", 0, module, f"broken: {error}"))
        else:
            rows.append((name, words.of(head.title), len(head.systems), module, "ok"))
    show(Listing(("name", "title", "systems", "module", "state"), rows), chosen, out)


@app.command("coverage")
@options.reported
def coverage(
    which: Which = "pk",
    missing: Annotated[
        bool, typer.Option("--missing", help="What no case tries, row by row.")
    ] = False,
    fail_under: FailUnder = None,
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """How much of the law its worked cases try.

    Branches of rules, and the days on which something changes with the days before.
    """
    folder = folder_of(which)
    found = audit(opened_law(which), read_cases(folder))
    lead = f"{found.percent:.1f}% of the branches and days of change are tried by a case."
    if missing:
        rows = untried(found)
        shown = [
            [f"{name}", f"{side} of {text}" if side else f"a case on {on}", f"{place}"]
            for _, _, name, on, side, text, place in rows
        ]
        titles = ("name", "what no case tries", "place")
        show(Listing(UNTRIED, rows, titles=titles, shown=shown, lead=(lead,)), chosen, out)
    else:
        show(Listing(SYSTEMS, by_system(found), lead=(lead,)), chosen, out)
    if fail_under is not None and found.percent < fail_under:
        typer.echo(f"{found.percent:.1f}% is under {fail_under:g}%", err=True)
        raise typer.Exit(FAILED)


@app.command("new")
@options.reported
def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is not there.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
) -> None:
    """Begin a pack: a small law that works, to be replaced."""
    files = new_pack(folder)
    if not dry_run:
        write_pack(files)
    for path in files:
        typer.echo(f"{'would write' if dry_run else 'wrote'} {path}")
    if not dry_run:
        typer.echo(f"check it with: baramad pack check {folder}", err=True)
