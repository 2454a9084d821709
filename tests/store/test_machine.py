"""Books under any order of events, held against a model that is a plain list of entries.

`BARAMAD_STEPS=100000` takes so many steps on each database; `make test` takes a thousand.
"""

import itertools
import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from khan import NOON, chart, receipt, usd

from baramad.ledger.balance import balances, sums, visible
from baramad.ledger.batch import content_of
from baramad.ledger.closing import closing, period_of, reopening
from baramad.ledger.entry import Booked, lines
from baramad.ledger.exchange import exchange_entries, exchanged
from baramad.ledger.reversal import reversal
from baramad.measure.fault import BooksError
from baramad.measure.period import Month
from baramad.store.login import machine_login

STEPS = int(os.environ.get("BARAMAD_STEPS", "1000"))
AT_ONCE = 25  # steps with one exporter
DAYS = st.dates(date(2025, 12, 1), date(2026, 6, 30))
MONTHS = st.builds(Month, st.just(2026), st.integers(1, 6))
MINORS = st.integers(1, 10**7)
CHANCE = st.randoms(use_true_random=False)
_exporters = itertools.count(1)


class Keeping(RuleBasedStateMachine):
    """Every example is a new exporter in the same books."""

    books = None

    def __init__(self):
        super().__init__()
        self.who = f"exporter {next(_exporters)}"
        self.books.open_accounts(chart(self.who))
        self.model = []
        self.closed = None
        self.keys = itertools.count(1)
        self.clock = NOON

    def key(self):
        return f"k{next(self.keys)}"

    def book(self, *entries):
        """Book what is new, and in the model too; the books number and date as it does."""
        self.clock += timedelta(minutes=7)
        outcome = self.books.post(entries, self.clock)
        first = len(self.model) + 1
        assert list(outcome.numbers) == list(range(first, first + len(entries)))
        for number, entry in enumerate(entries, first):
            kept = replace(entry, content=entry.content or content_of(entry))
            period = period_of(entry.value_date, self.closed)
            self.model.append(Booked(kept, number, self.clock, period, machine_login()))
        if entries[-1].closes:
            self.closed = entries[-1].closes

    def left(self):
        return balances(self.model).get("dollars", 0)

    @rule(minor=MINORS, day=DAYS, count=st.integers(1, 4))
    def receive(self, minor, day, count):
        self.book(*(receipt(self.key(), minor, day, self.who) for _ in range(count)))

    @rule(minor=MINORS, day=DAYS)
    def pay_out(self, minor, day):
        spent = lines(("dollars", usd(-minor)), ("fees", usd(minor)))
        entry = replace(receipt(self.key(), minor, day, self.who), postings=spent)
        if minor <= self.left():
            self.book(entry)
        else:
            with pytest.raises(BooksError, match="may not hold less"):
                self.books.post([entry])

    @precondition(lambda self: self.left() > 0)
    @rule(day=DAYS, share=st.integers(1, 100), rate=st.integers(10, 4_000))
    def convert(self, day, share, rate):
        deal = exchanged(
            sold=usd(max(1, self.left() * share // 100)),
            sold_from="dollars",
            bought_into="rupees",
            rate=Decimal(rate) / 10,
            into="PKR",
        )
        self.book(*exchange_entries(deal, exporter=self.who, key=self.key(), value_date=day))

    @precondition(lambda self: self.model)
    @rule(chance=CHANCE)
    def undo(self, chance):
        one = chance.choice(self.model)
        if one.entry.reverses or one.entry.closes:
            return
        entry = reversal(one, key=self.key(), memo="because", author="somebody")
        change = balances([Booked(entry, 0, NOON, one.period)]).get("dollars", 0)
        was = any(other.entry.reverses == one.number for other in self.model)
        if was or self.left() + change < 0:
            with pytest.raises(BooksError, match=r"reversed once|may not hold less"):
                self.books.post([entry])
        else:
            self.book(entry)

    @rule(month=MONTHS)
    def close(self, month):
        entry = closing(self.who, month, key=self.key(), author="a", memo="done")
        if self.closed and month <= self.closed:
            with pytest.raises(BooksError, match="closed already"):
                self.books.post([entry])
        else:
            self.book(entry)

    @rule(month=MONTHS)
    def reopen(self, month):
        entry = reopening(self.who, month, key=self.key(), author="a", memo="restated")
        if self.closed and month <= self.closed:
            self.book(entry)
        else:
            with pytest.raises(BooksError, match="is open"):
                self.books.post([entry])

    @precondition(lambda self: self.model)
    @rule(chance=CHANCE)
    def receive_again(self, chance):
        some = [one for one in self.model if one.entry.closes is None] or self.model[:1]
        again = chance.sample(some, min(3, len(some)))
        outcome = self.books.post([one.entry for one in again])
        assert list(outcome.numbers) == [one.number for one in again]
        assert outcome.booked == 0

    @precondition(lambda self: self.model)
    @rule(chance=CHANCE)
    def reuse_a_key(self, chance):
        one = chance.choice(self.model)
        with pytest.raises(BooksError, match="stands for something else"):
            self.books.post([receipt(one.entry.key, 12_345_678_901, exporter=self.who)])

    @rule()
    def seal(self):
        self.books.seal(self.clock)

    @rule(until=DAYS, through=MONTHS, chance=CHANCE)
    def look_back(self, until, through, chance):
        known_at = chance.choice([one.booked_at for one in self.model] or [NOON])
        for given in (
            {"until": until},
            {"known_at": known_at},
            {"through": through},
            {"until": until, "known_at": known_at, "through": through},
        ):
            wanted = balances(visible(self.model, **given))
            found = self.books.reader.balances(self.who, **given)
            assert found == {code: wanted[code] for code in found}
            assert not any(minor for code, minor in wanted.items() if code not in found)

    @invariant()
    def books_agree_with_the_model(self):
        reader = self.books.reader
        found = reader.balances(self.who)
        assert found == balances(self.model)
        assert set(sums(chart(self.who), found).values()) <= {0}
        assert found.get("dollars", 0) >= 0
        assert reader.closed_through(self.who) == self.closed

    def teardown(self):
        assert list(self.books.reader.entries(self.who)) == self.model


def test_books_agree_with_a_plain_list_of_entries_after_any_events(books):
    kept = settings(
        max_examples=max(1, STEPS // AT_ONCE),
        stateful_step_count=AT_ONCE,
        suppress_health_check=list(HealthCheck),
    )
    here = type("Here", (Keeping,), {"books": books})
    run_state_machine_as_test(here, settings=kept)
    books.seal()
    verified = books.verify()
    assert verified.faults == ()
    assert verified.sealed == verified.entries
