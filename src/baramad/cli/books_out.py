"""`baramad books export|totals`: the books for other programs, and their totals for Track."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.books_desk import USUAL_BOOKS, USUAL_EXPORTERS, BooksAt, Desk, Exporters, Who, desk
from baramad.cli.books_documents import KnownOn
from baramad.cli.books_shelf import Wish, moment, shelf_of
from baramad.cli.output import Listing, show
from baramad.facts.evidence import Evidence
from baramad.facts.observation import Observation
from baramad.measure.fault import PackError
from baramad.operate.papers import Papers
from baramad.operate.papers_reader import read_papers, unknown_series
from baramad.operate.proceeds import known, proceeds_of
from baramad.operate.totals import Cell, Counted, cells, counted, month_of, observations, year_of
from baramad.packs import folder_of
from baramad.report.cells import plain
from baramad.report.write import writable, write_whole
from baramad.store.books import read_books
from baramad.store.read import Reader
from baramad.words import Language, language

OBSERVED = (
    "series",
    "area",
    "counterpart",
    "period",
    "value",
    "unit",
    "status",
    "vintage",
    "source",
)
SET_BESIDE = ("official_series", "official_value", "official_status", "official_vintage",
              "official_source", "share")  # fmt: skip


class Target(StrEnum):
    """What the books are exported to."""

    BEANCOUNT = "beancount"
    PARQUET = "parquet"


class By(StrEnum):
    """Over what receipts are added up."""

    MONTH = "month"
    YEAR = "year"


@options.reported
def export(
    out: Annotated[Path, typer.Argument(metavar="PATH", help="File, or folder for Parquet.")],
    to: Annotated[Target, typer.Option("--to", help="beancount or parquet.")],
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    known_on: KnownOn = "",
    pack: options.Pack = "pk",
    quiet: options.Quiet = False,
) -> None:
    """Write the books for another program: one exporter as Beancount text, or all as Parquet."""
    if to is Target.BEANCOUNT:
        from baramad.report.books.beancount import beancount  # noqa: PLC0415

        writable(out)
        wish = Wish("export", books, exporters, exporter, known_on, pack, "en", out, {})
        with shelf_of(wish) as shelf:
            write_whole(beancount(shelf).encode(), out)
        files = [out]
    else:
        opened = desk(pack, exporters)
        with read_books(books) as reader:
            files = _parquet(opened, read_papers(folder_of(pack), opened.law), reader, exporter,
                             known_on, out)  # fmt: skip
    if not quiet:
        for one in files:
            typer.echo(f"wrote {one} ({one.stat().st_size // 1024} KB)", err=True)


def _parquet(
    opened: Desk, papers: Papers, reader: Reader, exporter: str, known_on: str, out: Path
) -> list[Path]:
    from baramad.report.books import parquet  # noqa: PLC0415 - an extra

    files: list[Path] = []
    for one in opened.chosen(exporter):
        booked = known(reader.entries(one.code), moment(known_on))
        own = proceeds_of(opened.scheme, booked)
        receipts = counted(opened.judge, papers.totals, one, own)
        files += parquet.write_receipts(out, one.code, receipts)
        files += parquet.write_postings(out, one.code, booked)
    return files


@options.reported
def totals(
    by: Annotated[By, typer.Option("--by", help="Add up over months or fiscal years.")] = By.MONTH,
    beside: Annotated[
        bool, typer.Option("--beside", help="With the official figure of each period.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--from", help="Folder of Parquet in place of the books.")
    ] = None,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    known_on: KnownOn = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Add receipts up as observations of the pack's own series, as the law counts exports."""
    from baramad.policy.load import load_law  # noqa: PLC0415

    words, place = language(lang), folder_of(pack)
    papers = read_papers(place, load_law(place))
    evidence = _evidence(pack, papers)
    if folder:
        found = _from_files(folder, by)
    else:
        found = _from_books(desk(pack, exporters), papers, books, exporter, known_on, by)
    observed = observations(papers.totals, found.currency, found.cells, found.known_on)
    show(_listing(observed, found, evidence if beside else None, papers, words), chosen, out)


@dataclass(frozen=True, slots=True)
class Added:
    """Cents by period, market, purpose and segment, with how many receipts stand behind them."""

    cells: Mapping[Cell, int]
    states: tuple[int, int, int, int]  # all, counted, not settled, counted without a market
    known_on: date
    currency: str = "USD"


def _evidence(pack: str, papers: Papers) -> Evidence:
    evidence = options.opened(pack, "").evidence
    if faults := unknown_series(papers, evidence.series):
        raise PackError(faults)
    return evidence


def _from_files(folder: Path, by: By) -> Added:
    from baramad.report.books.aggregate import MONTHS, YEARS, states, sums  # noqa: PLC0415

    newest = max((one.stat().st_mtime for one in folder.glob("*/*/*/*.parquet")), default=0.0)
    day = datetime.fromtimestamp(newest, UTC).date()
    return Added(sums(folder, MONTHS if by is By.MONTH else YEARS), states(folder), day)


def _from_books(
    opened: Desk, papers: Papers, books: str, exporter: str, known_on: str, by: By
) -> Added:
    found: list[Counted] = []
    newest = date.min
    with read_books(books) as reader:
        for one in opened.chosen(exporter):
            booked = known(reader.entries(one.code), moment(known_on))
            newest = max([newest, *(entry.booked_at.date() for entry in booked)])
            own = proceeds_of(opened.scheme, booked)
            found += counted(opened.judge, papers.totals, one, own)
    states = (
        len(found),
        sum(one.counts is True for one in found),
        sum(one.counts is None for one in found),
        sum(one.counts is True and not one.market for one in found),
    )
    summed = cells(found, month_of if by is By.MONTH else year_of)
    return Added(summed, states, newest, opened.scheme.foreign)


def _listing(
    observed: Sequence[Observation], found: Added, evidence: Evidence | None, papers: Papers,
    words: Language,
) -> Listing:  # fmt: skip
    every, counting, unsettled, no_market = found.states
    lead = [
        words.say(
            "{counted} of {all} receipts count as exports; {unsettled} are not settled.",
            counted=counting, all=every, unsettled=unsettled,
        )
    ]  # fmt: skip
    if no_market:
        lead.append(words.say("Of those that count no market is told: {count}.", count=no_market))
    rows = [_row(one) for one in observed]
    if evidence is None:
        return Listing(OBSERVED, rows, lead=lead)
    from baramad.report.books.beside import beside  # noqa: PLC0415

    pairs = beside(evidence, papers.totals, observed)
    rows = [(*_row(one.own), *_official(one.official), one.share) for one in pairs]
    shown = [_short(row, words) for row in rows]
    titles = [words.say(one) for one in ("Series", "Counterpart", "Period", "Books", "Official",
              "Official series", "Share")]  # fmt: skip
    return Listing((*OBSERVED, *SET_BESIDE), rows, lead=lead, titles=titles, shown=shown)


def _row(one: Observation) -> tuple[object, ...]:
    return (one.series, one.area, one.counterpart, one.period, one.value, one.unit, one.status,
            one.vintage, one.source)  # fmt: skip


def _official(one: Observation | None) -> tuple[object, ...]:
    if one is None:
        return ("", None, "", None, "")
    return one.series, one.value, one.status, one.vintage, one.source


def _short(row: Sequence[object], words: Language) -> list[str]:
    """Row as people read it; a share of less than a thousandth keeps its digits."""
    series, _, counterpart, period, value, unit = row[:6]
    official, share = row[9:11], row[-1]
    told = plain(official[1])
    return [
        str(series),
        str(counterpart),
        str(period),
        f"{plain(value)} {unit}",
        f"{told} {unit}" if told else words.say("none published"),
        str(official[0]),
        f"{share * 100:.6f}%" if share is not None else "",  # type: ignore[operator]
    ]
