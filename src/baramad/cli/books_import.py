"""An import: files read, preview told, entries posted in chunks that a crash leaves whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import typer

from baramad.cli.books_desk import Desk, author, kept
from baramad.facts.exporter import Exporter, OwnAccount
from baramad.facts.rate import Rate
from baramad.facts.statement import Statement, StatementLine
from baramad.intake.preview import Preview, preview
from baramad.intake.statement import Ask, read_statements
from baramad.measure.fault import BooksError, Fault, did_you_mean
from baramad.operate.book import Keeper, key_of
from baramad.operate.import_plan import ImportPlan
from baramad.operate.recall import known_lines, waiting_lines
from baramad.store.books import Books
from baramad.store.read import Reader

_CHUNK = 1_000  # entries of one commit
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of an import."""

    files: Sequence[Path]
    account: str = ""
    aside: bool = False
    profile: Path | None = None
    rates: Mapping[date, Rate] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do for one exporter."""

    exporter: Exporter
    statements: Sequence[Statement]
    preview: Preview
    plan: ImportPlan


def read_files(desk: Desk, wish: Wish, code: str) -> dict[str, list[Statement]]:
    """Statements of the files by exporter, under their accounts' own ids."""
    ask = Ask(account=wish.account, aside=wish.aside, profile=wish.profile)
    found: dict[str, list[Statement]] = {}
    faults = []
    for path in wish.files:
        for statement in read_statements(path, ask):
            owned = _owner(desk, statement, code)
            if isinstance(owned, Fault):
                faults.append(owned)
                continue
            exporter, account = owned
            found.setdefault(exporter.code, []).append(_named(statement, account))
    if faults:
        raise BooksError(faults)
    return found


def _owner(desk: Desk, statement: Statement, code: str) -> tuple[Exporter, OwnAccount] | Fault:
    owners = [
        (one, account)
        for one in desk.chosen(code)
        if (account := one.account(statement.account)) and account.currency == statement.currency
    ]
    if len(owners) == 1:
        return owners[0]
    known = [name for one in desk.chosen(code) for a in one.accounts for name in (a.id, *a.names)]
    if owners:
        reason = f"Several exporters have an account `{statement.account}`."
        return Fault(statement.file, reason, "Say whose it is with --exporter CODE.")
    reason = f"No exporter has an account `{statement.account}` in {statement.currency}."
    near = did_you_mean(statement.account, known)
    remedy = f"Add it to the exporters' file, or name it with --account. {near}"
    return Fault(statement.file, reason, remedy, statement.account)


def _named(statement: Statement, account: OwnAccount) -> Statement:
    if statement.account == account.id:
        return statement
    lines = tuple(replace(one, account=account.id) for one in statement.lines)
    return replace(statement, account=account.id, lines=lines)


def planned(
    desk: Desk, reader: Reader, exporter: Exporter, statements: Sequence[Statement], wish: Wish
) -> Import:
    """What an import would do, as the books stand now."""
    booked, keeping = kept(reader, desk.scheme, exporter.code)
    known = known_lines(exporter, booked)
    seen = preview(statements, known, booked=waiting_lines(exporter, keeping))
    seen = _settled(seen, known)
    keeper = Keeper(
        judge=desk.judge,
        exporter=exporter,
        keeping=keeping,
        rates=wish.rates,
        facts=wish.facts,
        arrivals={key_of(one.into): one.out for one in seen.pairs},
        departures={key_of(one.out): key_of(one.into) for one in seen.pairs},
        outstanding=_outstanding(seen, waiting_lines(exporter, keeping)),
        author=author(),
    )
    held = [one for one in seen.known if keeping.base(key_of(one)) in keeping.suspense]
    plan = ImportPlan(keeper).add([*seen.new, *held])
    return Import(exporter, statements, seen, plan)


def _settled(seen: Preview, known: Mapping[tuple[str, str, int], str]) -> Preview:
    """Preview in which a line that the books tell as the file does is known, not doubtful."""
    same = [t.line for t in seen.review if known.get(t.line.identity) == t.line.digest]
    review = tuple(t for t in seen.review if known.get(t.line.identity) != t.line.digest)
    return replace(seen, known=(*seen.known, *same), review=review)


def _outstanding(seen: Preview, waiting: Iterable[StatementLine]) -> list[StatementLine]:
    paired = {one.out.identity for one in seen.pairs}
    lines = [*seen.new, *waiting]
    return [one for one in lines if one.counter and one.amount.minor < 0 and
            one.identity not in paired]  # fmt: skip


def post(books: Books, desk: Desk, first: Import, wish: Wish, *, quiet: bool = False) -> int:
    """Number of entries booked. Where others book meanwhile, the rest is planned anew."""
    done, found = 0, first
    for _ in range(_TRIES):
        total, is_alone = len(found.plan.entries), True
        for chunk in found.plan.chunks(_CHUNK):
            outcome = books.post(chunk)
            done += outcome.booked
            if not quiet:
                _progress(first.exporter.code, done, total)
            wanted = [found.plan.keeper.keeping.numbers[one.key] for one in chunk]
            if [*outcome.numbers] != wanted:
                is_alone = False
                break
        if is_alone:
            return done
        found = planned(desk, books.reader, first.exporter, first.statements, wish)
        found.plan.settle()
    return done


def _progress(code: str, done: int, total: int) -> None:
    end = "\n" if not sys.stderr.isatty() or done >= total else "\r"
    typer.echo(f"{code}: {done} of {total} entries booked{end}", nl=False, err=True)
