"""An import: files read, preview told, entries posted in chunks that a crash leaves whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import typer

from baramad.cli.books_desk import Desk
from baramad.facts.exporter import Exporter, OwnAccount
from baramad.facts.rate import Rate
from baramad.facts.statement import Key, Statement, StatementLine, SuspenseLine
from baramad.intake.preview import Preview, all_known, preview
from baramad.intake.statement import Ask, read_statements
from baramad.ledger.batch import Batch
from baramad.measure.fault import BooksError, Fault, did_you_mean
from baramad.operate.book import Keeper, key_of
from baramad.operate.import_plan import ImportPlan
from baramad.operate.keeping import SUSPENSE, Keeping
from baramad.operate.recall import waiting_lines
from baramad.store.books import Books
from baramad.store.read import Reader

_CHUNK = 1_000  # entries of one commit
_LONGEST = 500  # letters of a row that could not be read
_MANY = 2_000  # new lines from which receipts are decided in columns


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of an import."""

    files: Sequence[Path]
    account: str = ""
    aside: bool = False
    alike: bool = False  # book lines too that look like others
    profile: Path | None = None
    rates: Mapping[date, Rate] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do for one exporter."""

    exporter: Exporter
    statements: Sequence[Statement]
    preview: Preview
    plan: ImportPlan
    batch: Batch | None = None  # receipts that were decided in columns
    last: int = 0  # entry up to which the books were read


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
        if (account := _account(one, statement)) and account.currency == statement.currency
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


def _account(exporter: Exporter, statement: Statement) -> OwnAccount | None:
    """Account that a statement names; wallets of several currencies add theirs to the name."""
    bare = statement.account.removesuffix(f" {statement.currency}")
    return exporter.account(statement.account) or exporter.account(bare)


def _named(statement: Statement, account: OwnAccount) -> Statement:
    if statement.account == account.id:
        return statement
    lines = tuple(StatementLine._make((account.id, *one[1:])) for one in statement.lines)
    return replace(statement, account=account.id, lines=lines)


def planned(
    desk: Desk, reader: Reader, exporter: Exporter, statements: Sequence[Statement], wish: Wish
) -> Import:
    """What an import would do, as the books stand now.

    Where they have every line of the files as these tell it, nothing else of them is read.
    """
    lines, keys = _told(statements)
    found = reader.kinds(exporter.code, keys)
    if _are_all(lines, keys, found):
        keeper = Keeper(judge=desk.judge, exporter=exporter, keeping=Keeping(desk.scheme))
        return Import(exporter, statements, all_known(statements), ImportPlan(keeper))
    return _upon(desk, reader, exporter, statements, wish, _known(lines, keys, found))


def _upon(
    desk: Desk, reader: Reader, exporter: Exporter, statements: Sequence[Statement], wish: Wish,
    known: Mapping[Key, str],
) -> Import:  # fmt: skip
    """What an import would do upon all that the books have of the exporter."""
    keeping = Keeping(desk.scheme).read(reader.entries(exporter.code))
    last = len(keeping.numbers)  # as it is read: what is planned is counted there too
    waiting = _waiting(exporter, keeping, statements)
    seen = preview(statements, known, booked=waiting)
    keeper = Keeper(
        judge=desk.judge,
        exporter=exporter,
        keeping=keeping,
        rates=wish.rates,
        facts=wish.facts,
        arrivals={key_of(one.into): one.out for one in seen.pairs},
        departures={key_of(one.out): key_of(one.into) for one in seen.pairs},
        outstanding=_outstanding(seen, waiting),
        author=wish.by,
    )
    new, batch = _in_columns(desk, keeper, seen.new)
    alike = [one.line for one in seen.review if wish.alike and one.like]
    held = [one for one in seen.known if keeping.base(key_of(one)) in keeping.suspense]
    aside = [line for one in seen.suspense if (line := _unread(exporter, one))]
    plan = ImportPlan(keeper).add([*new, *alike, *held, *aside])
    return Import(exporter, statements, seen, plan, batch, last)


def _told(
    statements: Sequence[Statement],
) -> tuple[list[StatementLine | SuspenseLine], list[str]]:
    """Lines of the files, those set aside too, and their keys in the books."""
    lines: list[StatementLine | SuspenseLine] = []
    for one in statements:
        lines += (*one.lines, *one.aside)
    return lines, [f"{a}/{key}/{number}" for a, key, number in (one.identity for one in lines)]


def _are_all(
    lines: Iterable[StatementLine | SuspenseLine],
    keys: Sequence[str],
    found: Mapping[str, tuple[str, bytes]],
) -> bool:
    """Whether all lines are in the books, as the files tell them, and none was held."""
    return (
        all(key in found for key in keys)
        and all(kind != SUSPENSE for kind, _ in found.values())
        and all(
            isinstance(line, StatementLine) and found[key][1].hex() == line.digest
            for line, key in zip(lines, keys, strict=True)
        )
    )


def _known(
    lines: Iterable[StatementLine | SuspenseLine],
    keys: Sequence[str],
    found: Mapping[str, tuple[str, bytes]],
) -> dict[Key, str]:
    """Digests of the lines that are in the books."""
    told = zip(lines, keys, strict=True)
    return {line.identity: found[key][1].hex() for line, key in told if key in found}


def _unread(exporter: Exporter, row: SuspenseLine) -> StatementLine | None:
    """A row that was set aside as a line of no known kind, where its day and amount are known."""
    own = exporter.account(row.account)
    if own is None or row.value_date is None or not row.amount:
        return None
    _, key, occurrence = row.identity
    reasons = "; ".join(fault.reason for fault in row.faults)
    return StatementLine(
        account=own.id, key=key, occurrence=occurrence, value_date=row.value_date,
        booking_date=row.value_date, amount=row.amount, kind="unknown", file=row.file, row=row.row,
        text=f"cannot be read: {reasons} {row.raw}"[:_LONGEST],
    )  # fmt: skip


def _in_columns(
    desk: Desk, keeper: Keeper, new: Sequence[StatementLine]
) -> tuple[Sequence[StatementLine], Batch | None]:
    """Lines that are booked one by one, and a batch of the others where there are many."""
    if len(new) < _MANY:
        return new, None
    from baramad.operate.bulk import in_bulk  # noqa: PLC0415  # arrays are slow to import

    bulk = in_bulk(desk.judge, ((keeper, one) for one in new))
    return [line for _, line in bulk.left], bulk.batch if len(bulk.batch) else None


def _waiting(
    exporter: Exporter, keeping: Keeping, statements: Sequence[Statement]
) -> list[StatementLine]:
    """Lines in the books that wait for their other half, as the files tell them where they do."""
    told = {line.identity: line for one in statements for line in one.lines}
    return [told.get(one.identity, one) for one in waiting_lines(exporter, keeping)]


def _outstanding(seen: Preview, waiting: Iterable[StatementLine]) -> list[StatementLine]:
    paired = {one.out.identity for one in seen.pairs}
    lines = [*seen.new, *waiting]
    return [one for one in lines if one.counter and one.amount.minor < 0 and
            one.identity not in paired]  # fmt: skip


def post(books: Books, desk: Desk, first: Import, wish: Wish, *, quiet: bool = False) -> int:
    """Number of entries booked. Where others book meanwhile, the rest is planned anew."""
    done, found = 0, first
    if first.batch is not None:
        done = books.post(first.batch).booked
        found = _anew(books, desk, first, wish)
    while True:  # whoever has to plan anew makes way for somebody who went on
        booked, is_done = _posted(books, found, done, quiet=quiet)
        done += booked
        if is_done:
            return done
        found = _anew(books, desk, first, wish)


def _anew(books: Books, desk: Desk, first: Import, wish: Wish) -> Import:
    """The rest of an import, as the books stand now."""
    reader, exporter, statements = books.reader, first.exporter, first.statements
    lines, keys = _told(statements)
    known = _known(lines, keys, reader.kinds(exporter.code, keys))
    found = _upon(desk, reader, exporter, statements, wish, known)
    found.plan.settle()
    return found


def _posted(books: Books, found: Import, done: int, *, quiet: bool) -> tuple[int, bool]:
    """How many entries were booked, and whether nobody else came between.

    What is booked again for a month rests on all that the books have of it: two who did so at once
    would each make up for what the other has made up for. So each books upon what it has read.
    """
    booked, total, code = 0, len(found.plan.entries), found.exporter.code
    for chunk in found.plan.chunks(_CHUNK):
        try:
            booked += books.post(chunk, after=found.last + booked).booked
        except BooksError:
            if books.reader.last_entry(code) == found.last + booked:
                raise
            return booked, False
        if not quiet and total > _CHUNK:
            _progress(code, done + booked, done + total)
    return booked, True


def _progress(code: str, done: int, total: int) -> None:
    end = "\n" if not sys.stderr.isatty() or done >= total else "\r"
    typer.echo(f"{code}: {done} of {total} entries booked{end}", nl=False, err=True)
