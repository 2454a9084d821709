"""What the commands of the books open: law, scheme, exporters, and the books themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli.decide import law_of
from baramad.facts.exporter import Exporter
from baramad.intake.exporters import Roles, read_exporters
from baramad.ledger.entry import Booked
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.operate.keeping import Keeping
from baramad.operate.receipt import Judge
from baramad.operate.scheme import Scheme
from baramad.operate.scheme_reader import read_scheme
from baramad.packs import folder_of
from baramad.policy.law import Law
from baramad.store.login import machine_user
from baramad.store.read import Reader

BooksAt = Annotated[
    str,
    typer.Option(
        "--books",
        envvar="BARAMAD_BOOKS",
        metavar="PATH|URL",
        help="The books: an SQLite file or postgresql://USER@HOST/NAME.",
    ),
]
Exporters = Annotated[
    Path,
    typer.Option("--exporters", envvar="BARAMAD_EXPORTERS", help="YAML of exporters and accounts."),
]
Who = Annotated[str, typer.Option("--exporter", help="Only this exporter, by its code.")]
Status = Annotated[
    str, typer.Option("--law", help="`announced` or `proposed`: as if that held as well.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Book without a question.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be booked, and stop.")]
Rates = Annotated[
    list[str] | None,
    typer.Option("--rate", metavar="DATE=RUPEES", help="Rate of a day; may be given again."),
]
RateFile = Annotated[Path | None, typer.Option("--rate-file", help="CSV of date, rate and source.")]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="NAME=VALUE", help="A fact of the receipts or payments."),
]
By = Annotated[
    str,
    typer.Option(
        "--by", envvar="BARAMAD_BY", metavar="NAME", help="Who does it; kept beside the login."
    ),
]
Of = Annotated[
    str, typer.Option("--of", metavar="ENTRY", help="Payment abroad that a refund gives back.")
]
USUAL_BOOKS = "books.db"
USUAL_EXPORTERS = Path("exporters.yaml")


@dataclass(frozen=True, slots=True)
class Desk:
    """Law, scheme and exporters of one call."""

    judge: Judge
    exporters: Mapping[str, Exporter]

    @property
    def scheme(self) -> Scheme:
        """Scheme of the pack's books."""
        return self.judge.scheme

    @property
    def law(self) -> Law:
        """Law that decides."""
        return self.judge.law

    def exporter(self, code: str) -> Exporter:
        """Exporter by its code, or the only one; RequestError when there is no such."""
        known = [*self.exporters]
        if not code and len(known) == 1:
            return self.exporters[known[0]]
        if code in self.exporters:
            return self.exporters[code]
        reason = f"The file has no exporter `{code}`." if code else "There are several exporters."
        raise RequestError([Fault("--exporter", reason, did_you_mean(code, known), code)])

    def chosen(self, code: str) -> Sequence[Exporter]:
        """Exporter of a code, or all."""
        return [self.exporter(code)] if code else [*self.exporters.values()]


def desk(pack: str, exporters: Path, law_as: str = "") -> Desk:
    """Desk of a pack and a file of exporters."""
    folder = folder_of(pack)
    law = law_of(folder, "", law_as)
    scheme = read_scheme(folder, law)
    roles = Roles({one.name: one.currencies for one in scheme.roles.values()})
    found = read_exporters(exporters, law, roles)
    return Desk(Judge(law, scheme), {one.code: one for one in found})


def kept(reader: Reader, scheme: Scheme, code: str) -> tuple[list[Booked], Keeping]:
    """Entries of an exporter, and what they amount to."""
    booked = list(reader.entries(code))
    return booked, Keeping(scheme).read(booked)


def author(by: str = "") -> str:
    """Who books, by the name that was given; else by the login."""
    return " ".join(by.split()) or machine_user()
