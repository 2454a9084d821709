"""What the commands of the books tell: previews, balances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from baramad.cli.books_desk import Desk
from baramad.cli.books_import import Import
from baramad.cli.output import Listing
from baramad.facts.exporter import Exporter
from baramad.facts.statement import StatementLine
from baramad.ledger.account import position
from baramad.ledger.balance import trial_balance
from baramad.ledger.entry import Entry, Posting
from baramad.measure.money import Money
from baramad.measure.period import Month
from baramad.operate.import_plan import Step
from baramad.operate.keeping import DOLLAR_ENTRIES, RUPEES_OF
from baramad.policy.reach import day_of
from baramad.store.read import Reader
from baramad.words import Language

PREVIEW = ("exporter", "place", "value_date", "account", "amount", "currency", "booked_as", "kept",
           "sold", "tax", "state", "reason")  # fmt: skip
BALANCE = ("exporter", "account", "title", "balance", "currency")
_MOST = 20  # lines shown to people
_EACH = 10  # exporters that are told one by one
_PLAIN = frozenset({"known"})  # states of which the counts say enough


def previewed(found: Sequence[Import], words: Language) -> Listing:
    """Every line of an import with what it would be; for people the first lines and the counts."""
    rows = [row for one in found for row in _rows(one)]
    told = [row for row in rows if row[10] not in _PLAIN]
    lead = list(_counts(found, words))
    titles = tuple(
        words.say(one) for one in ("Day", "Account", "Amount", "Booked as", "Kept", "Sold", "Tax")
    )
    foot = list(_reasons(told, words))
    if len(told) > _MOST:
        foot.append(
            words.say("The first {shown} of {count} lines are shown; --format csv shows all.",
                      shown=_MOST, count=len(told))
        )  # fmt: skip
    shown = [_short(row, words) for row in told[:_MOST]]
    return Listing(PREVIEW, rows, titles=titles, shown=shown, lead=lead, foot=foot)


def _reasons(rows: Sequence[Sequence[object]], words: Language) -> Iterator[str]:
    """Each reason once, with how many lines it is of and where the first of them stands."""
    places: dict[str, list[str]] = {}
    for row in rows:
        if row[11]:
            places.setdefault(str(row[11]), []).append(str(row[1]))
    for reason, where in places.items():
        if len(where) == 1:
            yield f"{where[0]}: {reason}"
        else:
            yield words.say("{place} and {more} more: {reason}",
                            place=where[0], more=len(where) - 1, reason=reason)  # fmt: skip


def _counts(found: Sequence[Import], words: Language) -> Iterator[str]:
    """Sentences of each exporter, or one for all where there are many."""
    many = len(found) > _EACH
    for some in [found] if many else [[one] for one in found]:
        name = words.say("{count} exporters", count=len(some)) if many else some[0].exporter.name
        seen = [one.preview for one in some]
        yield words.say(
            "{name}: {new} new lines, {known} in the books already, "
            "{pairs} transfers of their own.",
            name=name, new=_total(one.new for one in seen),
            known=_total(one.known for one in seen), pairs=_total(one.pairs for one in seen),
        )  # fmt: skip
        columns = sum(len(one.batch) for one in some if one.batch is not None)
        yield from _others(some, columns, words)


def _others(some: Sequence[Import], columns: int, words: Language) -> Iterator[str]:
    seen = [one.preview for one in some]
    review = _total(one.review for one in seen) + _total(one.ambiguous for one in seen)
    if columns:
        yield words.say("{count} of their entries are decided in columns.", count=columns)
    if held := _total(one.plan.held for one in some):
        yield words.say("Held in suspense, each with its reason: {count}.", count=held)
    if aside := _total(one.suspense for one in seen):
        yield words.say("Rows that cannot be read and are set aside: {count}.", count=aside)
    if review:
        yield words.say("Lines for somebody to look at: {count}.", count=review)


def _total(parts: Iterable[Sequence[object]]) -> int:
    return sum(map(len, parts))


def _rows(one: Import) -> Iterator[tuple[object, ...]]:
    code = one.exporter.code
    for step in one.plan.steps:
        yield (code, *_step(step, one))
    for known in one.preview.known:
        yield _row(code, known, "known")
    for twin in one.preview.review:
        yield _row(code, twin.line, "review", twin.reason)
    for open_one in one.preview.ambiguous:
        yield _row(code, open_one.out, "ambiguous", open_one.reason)
    for row in one.preview.suspense:
        place = f"{row.file}:{row.row}"
        reason = "; ".join(fault.reason for fault in row.faults)
        yield (
            code,
            place,
            row.value_date,
            row.account,
            None,
            "",
            "",
            None,
            None,
            None,
            "aside",
            reason,
        )


def _row(code: str, line: StatementLine, state: str, reason: str = "") -> tuple[object, ...]:
    amount = line.amount
    return (code, line.place, line.value_date, line.account, amount.decimal, amount.currency,
            line.kind, None, None, None, state, reason)  # fmt: skip


def _step(step: Step, one: Import) -> tuple[object, ...]:
    line, scheme = step.line, one.plan.keeper.scheme
    first = next((e for e in step.entries if e.kind != "reversal"), step.entries[0])
    kept = sold = tax = None
    if first.kind in DOLLAR_ENTRIES:
        bought = next(
            (e for e in step.entries if e.kind == RUPEES_OF and e.linked == first.key), None
        )
        income = _sum(first, *scheme.receipt.income.values())
        sold = _money(_sum(first, position(scheme.foreign).code), scheme.foreign)
        kept = _money(-income, scheme.foreign) - sold
        codes = scheme.receipt.tax_final, scheme.receipt.tax_otherwise
        tax = _money(_sum(bought, *codes) if bought else 0, scheme.local)
    assert line
    return (line.place, line.value_date, line.account, line.amount.decimal, line.amount.currency,
            first.kind, _decimal(kept), _decimal(sold), _decimal(tax),
            "held" if step.reason else "new", step.reason)  # fmt: skip


def _sum(entry: Entry, *codes: str) -> int:
    return sum(one.minor for one in entry.postings if one.account in codes)


def _money(minor: int, currency: str) -> Money:
    return Money(minor, currency)


def _decimal(money: Money | None) -> Decimal | None:
    return None if money is None else money.decimal


def _short(row: Sequence[object], words: Language) -> list[str]:
    """Row for people; of an amount that could not be read nothing is shown."""
    _, _, day, account, amount, currency, kind, kept, sold, tax, _, _ = row
    cells = (
        day,
        account,
        f"{currency}\u00a0{amount_text(amount)}" if amount is not None else "",
        words.say(str(kind)) if kind else "",
        *(amount_text(one) for one in (kept, sold, tax)),
    )
    return ["" if one is None else str(one) for one in cells]


def amount_text(amount: object) -> str:
    """An amount as people read it; empty for none."""
    return "" if amount is None else f"{amount:,}"


def posting_text(one: Posting) -> str:
    """A posting as people read it."""
    return f"{one.account} {one.money.decimal:+,} {one.currency}"


def booked_lines(
    reader: Reader, numbers: Sequence[int], entries: Sequence[Entry], words: Language
) -> Iterator[str]:
    """Each entry that was booked, with its number; last where they count in a later month."""
    later: set[str] = set()
    for number, made in zip(numbers, entries, strict=True):
        told = ", ".join(posting_text(each) for each in made.postings)
        yield words.say("Entry {number}, {kind}: {postings}", number=number,
                        kind=words.say(made.kind), postings=told)  # fmt: skip
        period = reader.entry(made.exporter, number).period
        if period != Month.of(made.value_date):
            later.add(str(period))
    if later:
        yield words.say("Their month is closed: they count in {month}.",
                        month=", ".join(sorted(later)))  # fmt: skip


def balances(
    desk: Desk, reader: Reader, exporters: Sequence[Exporter], on: str, words: Language
) -> Listing:
    """Accounts that are not empty, exporter by exporter."""
    until = day_of(on) if on else date.max
    rows, shown = [], []
    for one in exporters:
        chart = reader.chart(one.code)
        for code, money in trial_balance(chart, reader.balances(one.code, until)):
            titles = desk.scheme.titles_of(one, code)
            title = words.of(titles) if titles else words.say(chart[code].title)
            rows.append((one.code, code, title, money.decimal, money.currency))
            shown.append([one.code, code, title, f"{money.decimal:,}", money.currency])
    titles_ = tuple(
        words.say(one) for one in ("Exporter", "Account", "Title", "Balance", "Currency")
    )
    return Listing(BALANCE, rows, titles=titles_, shown=shown)
