"""What each line of a statement is in the books: a receipt, a transfer of one's own, a fee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from baramad.facts.statement import StatementLine
from baramad.ledger.entry import Entry
from baramad.ledger.exchange import exchange_entries, exchanged
from baramad.measure.money import Money
from baramad.operate.arrival import UNTOLD, less_tax, untold
from baramad.operate.book import Keeper, key_of
from baramad.operate.keeping import WITHDRAWAL
from baramad.operate.payers import EARNED
from baramad.operate.paying import paid
from baramad.operate.realised import Route
from baramad.operate.receipt import Held, Receipt, written
from baramad.operate.refunding import ELSEWHERE, GIVEN_BACK, doubtful, given_back, refunded
from baramad.operate.scheme import DOLLARS, PROVIDER, RUPEES, code_of

Found: TypeAlias = list[Entry] | Held
_KINDS = {"receipt": EARNED, "reversal": "reversed"}  # the words are the law's receipts' alone
_MOVED = frozenset({"withdrawal", "transfer"})
_IN = frozenset({"receipt", "transfer", "unknown"})
_NO_HALF = "the other half of the transfer is not known: import the statement of that account"


def entries_of(keeper: Keeper, line: StatementLine) -> list[Entry]:
    """Entries of a line, empty where it is in the books already; what cannot be decided is held."""
    identity = key_of(line)
    base = keeper.keeping.base(identity)
    is_held = base in keeper.keeping.suspense
    if identity in keeper.keeping.keys and not is_held:
        return []
    key = keeper.next_key(identity)
    place = keeper.scheme.place(keeper.own(line))
    found = (
        Held(ELSEWHERE)
        if keeper.refunds and place != DOLLARS
        else (_BY_PLACE[place](keeper, line, key))
    )
    if isinstance(found, Held):
        return [] if is_held else keeper.take([keeper.held(line, key, found)])
    return keeper.take(keeper.anew(line, found) if is_held else found)


def _at_provider(keeper: Keeper, line: StatementLine, key: str) -> Found:
    scheme, own = keeper.scheme, keeper.own(line)
    if own.currency != scheme.foreign:
        return Held(f"the law reads {scheme.foreign}: a rate for {own.currency} is not kept")
    if line.kind in _MOVED or keeper.other_place(line):
        if line.amount.minor > 0:
            return _from_own(keeper, line, key)
        return [_withdrawn(keeper, line, key)]
    return _plain(keeper, line, key)


def _withdrawn(keeper: Keeper, line: StatementLine, key: str) -> Entry:
    """A withdrawal: on its way, unless it came in already, as if from nobody known."""
    arrived = keeper.departures.get(key_of(line), "")
    base = keeper.keeping.base(arrived) if arrived else ""
    between = keeper.scheme.between
    is_there = base in keeper.keeping.unmatched
    other = between.unrealised if is_there else between.transit
    account = code_of(keeper.own(line))
    rate = f"{line.rate:f} {line.counter.currency}/{line.amount.currency}" if line.counter else ""
    return keeper.entry(
        line,
        key,
        WITHDRAWAL,
        (account, line.amount),
        (other, -line.amount),
        memo=f"for {line.counter}" if line.counter else "",
        linked=base if is_there else "",
        rate=rate,
    )


def _from_own(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """Money that came from another account of the exporter's own, through no bank's receipt."""
    out = keeper.arrivals.get(key_of(line))
    if out is None or out.amount != -line.amount:
        return Held(_NO_HALF)
    return [keeper.entry(line, key, "transfer", *_in_transit(keeper, line))]


def _in_transit(keeper: Keeper, line: StatementLine) -> tuple[tuple[str, Money], ...]:
    account, transit = code_of(keeper.own(line)), keeper.scheme.between.transit
    return (account, line.amount), (transit, -line.amount)


def _plain(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """A line whose other side is one account by its kind; charges taken out of it stand apart."""
    sides = keeper.scheme.lines[keeper.scheme.place(keeper.own(line))]
    if line.kind not in sides:
        return Held(UNTOLD)
    account, fee = code_of(keeper.own(line)), sides["fee"]
    charges = line.gross - line.amount
    legs = (account, line.amount), (fee, charges), (sides[line.kind], -line.gross)
    found = keeper.entry(line, key, _KINDS.get(line.kind, line.kind), *legs)
    told = keeper.judge.market_of(keeper.exporter, line) if found.kind == EARNED else {}
    return [replace(found, explanation=written("", told)) if told else found]


def _in_dollars(keeper: Keeper, line: StatementLine, key: str) -> Found:
    if line.amount.minor > 0 and line.kind in _IN | GIVEN_BACK:
        return _dollars_in(keeper, line, key)
    if line.amount.minor < 0 and keeper.other_place(line) in (PROVIDER, DOLLARS):
        return [keeper.entry(line, key, "transfer", *_in_transit(keeper, line))]
    if line.kind in _MOVED or keeper.other_place(line) == RUPEES:
        return _sold(keeper, line, key)
    if line.kind == "payment":
        return paid(keeper, line, key)
    if line.kind == "reversal" and line.amount.minor < 0:
        return _taken_back(keeper, line, key)
    return _plain(keeper, line, key)


def _dollars_in(keeper: Keeper, line: StatementLine, key: str) -> Found:
    if line.kind in GIVEN_BACK:
        return given_back(keeper, line, key) or refunded(keeper, line, key)
    return untold(keeper, line) or doubtful(keeper, line) or _arrived(keeper, line, key)


def _arrived(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """Dollars that reached the bank, from abroad or from a provider."""
    own, out = keeper.own(line), keeper.arrivals.get(key_of(line))
    if line.kind == "transfer" and out is None:
        return Held(_NO_HALF)
    if out and keeper.scheme.place(keeper.own(out)) != PROVIDER:
        return [keeper.entry(line, key, "transfer", *_in_transit(keeper, line))]
    withdrawal = _departed(keeper, out)
    rate = line.rate or line.stated_rate or keeper.rate(line.value_date)
    split = keeper.route()
    route = Route(
        into="" if own.is_by_law else code_of(own),
        dollars=code_of(own),
        rupees=split.rupees,
        withdrawal=withdrawal,
    )
    return keeper.received(line, key, line.amount, rate, route)


def _departed(keeper: Keeper, out: StatementLine | None) -> str:
    """Key of the withdrawal in the books that a line is the arrival of."""
    if out is None:
        return ""
    key = keeper.keeping.base(key_of(out))
    return key if key in keeper.keeping.withdrawals else ""


def _sold(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """Dollars that the bank took: first those that the law had sold, the rest by choice."""
    between, amount = keeper.scheme.between, -line.amount
    nothing = Money(0, amount.currency)
    if amount < nothing:
        return Held(_NO_HALF)
    owed = Money(max(-keeper.keeping.balance(between.sold), 0), amount.currency)
    by_law = min(owed, amount)
    account = code_of(keeper.own(line))
    found = []
    if by_law:
        found.append(
            keeper.entry(line, key, "surrendered", (account, -by_law), (between.sold, by_law))
        )
    if by_choice := amount - by_law:
        told = line.rate or line.stated_rate
        is_sale = told or by_law or keeper.own(line).is_by_law
        if not is_sale and keeper.other_place(line) != RUPEES:
            return Held(_NO_HALF)
        rate = told or keeper.rate(line.value_date)
        if rate is None:
            return Held(f"rate needed: {by_choice} were sold beyond what the law had sold")
        found += _converted(keeper, line, f"{key}/converted" if by_law else key, by_choice, rate)
    return found


def _converted(
    keeper: Keeper, line: StatementLine, key: str, amount: Money, rate: Decimal
) -> list[Entry]:
    """Dollars sold by choice: two linked entries, the first of which bears the line's key."""
    scheme, note = keeper.scheme, keeper.note(line)
    into = keeper.route().rupees
    deal = exchanged(
        sold=amount, sold_from=code_of(keeper.own(line)), bought_into=into, rate=rate,
        into=scheme.local,
    )  # fmt: skip
    sold, bought = exchange_entries(
        deal, exporter=note.exporter, key=key, value_date=line.value_date, memo=note.memo,
        author=note.author,
    )  # fmt: skip
    return [
        replace(sold, key=key, content=note.content),
        replace(bought, linked=key, content=note.content),
    ]


def _taken_back(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """A receipt that the bank took back: undone as if it had never come, its month re-booked."""
    own = keeper.own(line)
    alike = [
        one.receipt.key
        for one in keeper.keeping.receipts.values()
        if one.receipt.amount == -line.amount
        and one.receipt.key.startswith(f"{own.id}/")
        and one.receipt.on <= line.value_date
    ]
    named = [one for one in alike if any(ref and ref in one for ref in line.references)]
    if len(named or alike) != 1:
        return Held(f"{len(alike)} receipts could be the one that is taken back")
    one = (named or alike)[0]
    found = keeper.undone(one, key, f"taken back by the bank: {line.text}")
    if isinstance(found, Held) or own.is_by_law:
        return found
    return [*found, *_meanwhile(keeper, line, key, keeper.keeping.receipts[one].receipt)]


def _meanwhile(keeper: Keeper, line: StatementLine, key: str, one: Receipt) -> list[Entry]:
    """On a mirrored account the money stood there until it was taken back."""
    account, sold = code_of(keeper.own(line)), keeper.scheme.between.sold
    back = keeper.entry(
        line, f"{key}/meanwhile-until", "reversed", (account, line.amount), (sold, -line.amount)
    )
    until = keeper.entry(
        line, f"{key}/meanwhile", "reversed", (account, -line.amount), (sold, line.amount)
    )
    return [replace(until, value_date=one.on), back]


def _in_rupees(keeper: Keeper, line: StatementLine, key: str) -> Found:
    if line.amount.minor > 0 and line.kind in _IN:
        return _rupees_in(keeper, line, key)
    between, account = keeper.scheme.between, code_of(keeper.own(line))
    over = Money(max(-keeper.keeping.balance(between.due), 0), line.amount.currency)
    if line.kind == "tax" and -line.amount <= over:
        legs = (account, line.amount), (between.due, -line.amount)
        return [keeper.entry(line, key, "withheld", *legs)]
    return _plain(keeper, line, key)


def _rupees_in(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """Rupees: what a provider sent, what came from abroad, or what the bank owes for dollars."""
    out = keeper.arrivals.get(key_of(line)) or less_tax(keeper, line)
    if out and out.counter and keeper.scheme.place(keeper.own(out)) == PROVIDER:
        amount, rate = -out.amount, out.rate
    elif line.counter and line.counter.currency == keeper.scheme.foreign:
        if held := untold(keeper, line):
            return held
        amount, rate = line.counter, _rate_of(line, keeper.scheme.local)
    else:
        return _owed(keeper, line, key)
    account = code_of(keeper.own(line))
    route = Route(account, "", account, shown=line.amount, withdrawal=_departed(keeper, out))
    return keeper.received(line, key, amount, rate, route)


def _rate_of(line: StatementLine, local: str) -> Decimal | None:
    """Rupees a dollar, of a line in rupees that tells the dollars it was."""
    if line.stated_rate:
        return line.stated_rate
    assert line.counter
    exact = line.amount.decimal / line.counter.decimal
    for places in range(16):
        rate = exact.quantize(Decimal(1).scaleb(-places))
        if rate > 0 and line.counter.at(rate, local) == line.amount:
            return rate
    return None


def _owed(keeper: Keeper, line: StatementLine, key: str) -> Found:
    """Rupees that the bank owed for dollars sold."""
    between, account = keeper.scheme.between, code_of(keeper.own(line))
    owed = Money(max(keeper.keeping.balance(between.due), 0), line.amount.currency)
    if line.amount <= owed or (owed and line.kind == "transfer"):
        legs = (account, line.amount), (between.due, -line.amount)
        return [keeper.entry(line, key, "settlement", *legs)]
    if line.kind == "transfer":
        return Held(_NO_HALF)
    return Held("dollars needed: nothing says of how many dollars these rupees came")


_BY_PLACE: dict[str, Callable[[Keeper, StatementLine, str], Found]] = {
    PROVIDER: _at_provider,
    DOLLARS: _in_dollars,
    RUPEES: _in_rupees,
}
