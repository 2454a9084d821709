"""The books of one exporter under any order of events, under the real law and in real books.

`BARAMAD_STEPS=100000` takes so many steps; `make test` takes two thousand.
"""

import itertools
import os
import shutil
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from office import COMPANY, FREELANCER, JUDGE, LAW, RATES, SCHEME, exporter, line, since

from baramad.ledger.closing import closing, reopening
from baramad.measure.money import Money
from baramad.measure.period import Month
from baramad.operate.book import Keeper
from baramad.operate.import_plan import ImportPlan
from baramad.operate.keeping import Keeping
from baramad.operate.receipt import Held
from baramad.policy.booking import Receipt
from baramad.store.books import create_books, open_books

STEPS = int(os.environ.get("BARAMAD_STEPS", "2000"))
AT_ONCE = 40  # steps with one exporter
DAYS = st.one_of(  # months with two laws, a month without one, an ordinary quarter
    st.dates(date(2023, 3, 25), date(2023, 6, 12)),
    st.dates(date(2023, 10, 10), date(2023, 11, 10)),
    st.dates(date(2025, 8, 1), date(2025, 10, 31)),
)
CENTS = st.one_of(st.integers(1, 20_000_00), st.sampled_from([1, 5_000_00, 10_000_00, 4_999_99]))
MONTHS = st.sampled_from([Month(2023, 5), Month(2023, 10), Month(2025, 8), Month(2025, 9)])
KINDS = [
    exporter("freelancer", FREELANCER),
    exporter("company", COMPANY),
    exporter("lapsed", COMPANY, more=(since("2025-09-10", is_pseb_registered="no"),)),
]
DOLLARS = {one.code: f"retention:{one.code}_usd" for one in KINDS}


class Exporting(RuleBasedStateMachine):
    """Every example is one exporter in books of its own."""

    home = None
    count = itertools.count(1)

    def __init__(self):
        super().__init__()
        self.copy = self.home / f"{next(self.count)}.db"
        shutil.copy(self.home / "template.db", self.copy)
        self.books = open_books(self.copy)
        self.one = KINDS[0]
        self.keys = itertools.count(1)
        self.lines = []  # every line that ever came
        self.history = []  # entries as they were first read
        self.closed = None

    @initialize(one=st.sampled_from(KINDS))
    def open(self, one):
        self.one = one

    def teardown(self):
        self.books.close()
        self.copy.unlink()

    def keeper(self, **more):
        keeping = Keeping(SCHEME).read(self.books.reader.entries(self.one.code))
        return Keeper(JUDGE, self.one, keeping, rates=RATES, author="somebody", **more)

    def book(self, lines, **more):
        plan = ImportPlan(self.keeper(**more)).add(lines)
        if plan.entries:
            self.books.post(plan.entries)
        return plan

    def came(self, cents, day, kind="receipt"):
        one = line(self.one, Money(cents, "USD"), day, kind, key=f"id:{next(self.keys)}")
        self.lines.append(one)
        return one

    @rule(cents=CENTS, day=DAYS)
    def receive(self, cents, day):
        self.book([self.came(cents, day)])

    @rule(cents=st.lists(CENTS, min_size=2, max_size=5), day=DAYS)
    def receive_several(self, cents, day):
        self.book([self.came(one, day) for one in cents])

    @precondition(lambda self: self.lines)
    @rule(chance=st.randoms(use_true_random=False))
    def import_again(self, chance):
        some = chance.sample(self.lines, min(4, len(self.lines)))
        before = self.books.reader.last_entry(self.one.code)
        plan = ImportPlan(self.keeper())
        plan.keeper.facts = {"payment_purpose": "advertising"}
        held = set(plan.keeper.keeping.suspense)
        plan.add(some)
        if not held:
            assert plan.entries == []
        elif plan.entries:
            self.books.post(plan.entries)
        assert held or self.books.reader.last_entry(self.one.code) == before

    @rule(chance=st.randoms(use_true_random=False))
    def reverse(self, chance):
        keeper = self.keeper()
        if not keeper.keeping.receipts:
            return
        key = chance.choice(sorted(keeper.keeping.receipts))
        entries = keeper.undone(key, f"reversed/{next(self.keys)}", "because")
        if not isinstance(entries, Held):
            self.books.post(entries)

    @rule(cents=CENTS, day=DAYS)
    def pay_out(self, cents, day):
        left = self.books.reader.balance(self.one.code, DOLLARS[self.one.code]).minor
        may = {"payment_purpose": "advertising"}
        plan = self.book([self.came(-cents, day, "payment")], facts=may)
        assert bool(plan.held) or cents <= left

    @rule(cents=CENTS, day=DAYS)
    def convert(self, cents, day):
        left = self.books.reader.balance(self.one.code, DOLLARS[self.one.code]).minor
        if cents <= left:
            assert not self.book([self.came(-cents, day, "transfer")]).held

    @rule(month=MONTHS)
    def close(self, month):
        if not self.closed or month > self.closed:
            entry = closing(self.one.code, month, key=self.key(), author="a", memo="done")
            self.books.post([entry])
            self.closed = month

    @rule(month=MONTHS)
    def reopen(self, month):
        if self.closed and month <= self.closed:
            entry = reopening(self.one.code, month, key=self.key(), author="a", memo="restated")
            self.books.post([entry])
            self.closed = month.plus(-1)

    def key(self):
        return f"period/{next(self.keys)}"

    @invariant()
    def every_currency_adds_up_to_nothing_and_no_dollar_account_is_below_zero(self):
        balances = self.books.reader.balances(self.one.code)
        chart = self.books.reader.chart(self.one.code)
        for currency in ("USD", "PKR"):
            total = sum(m for code, m in balances.items() if chart[code].currency == currency)
            assert total == 0
        assert balances.get(DOLLARS[self.one.code], 0) >= 0

    @invariant()
    def months_keep_what_the_law_says_of_them(self):
        keeping = self.keeper().keeping
        standing = sorted(keeping.receipts.values(), key=lambda one: one.receipt.order)
        events = [
            Receipt(
                one.receipt.on, one.receipt.key,
                {**self.one.facts_on(one.receipt.on), "receipt_usd": one.receipt.amount.amount},
            )
            for one in standing
        ]  # fmt: skip
        wanted = LAW.book(events, ("retained_usd_m",), {}).totals
        found = {}
        for one in standing:
            key = "retained_usd_m", str(Month.of(one.receipt.on))
            found[key] = found.get(key, Decimal(0)) + one.kept.decimal
        assert found == {key: total for key, total in wanted.items() if key in found}
        rupees = sum(self.rupees_of(one) for one in standing)
        assert -self.balance_of_receipts("position:pkr") == rupees

    def rupees_of(self, one):
        return (one.receipt.amount - one.kept).at(one.receipt.rate, "PKR").minor

    def balance_of_receipts(self, account):
        """What receipts alone have posted to an account: exchanges by choice are left out."""
        entries = [each.entry for each in self.books.reader.entries(self.one.code)]
        chosen = [each for each in entries if each.kind != "exchange"]
        return sum(p.minor for e in chosen for p in e.postings if p.account == account)

    @invariant()
    def what_was_once_booked_stays_as_it_was(self):
        entries = list(self.books.reader.entries(self.one.code))
        assert entries[: len(self.history)] == self.history
        self.history = entries


@pytest.mark.slow
def test_any_order_of_events_keeps_the_books_right(tmp_path):
    with create_books(tmp_path / "template.db") as books:
        for one in KINDS:
            books.open_accounts(SCHEME.chart(one))
    Exporting.home = tmp_path
    run_state_machine_as_test(
        Exporting,
        settings=settings(
            max_examples=max(1, STEPS // AT_ONCE),
            stateful_step_count=AT_ONCE,
            deadline=None,
            derandomize=STEPS <= 2_000,
            suppress_health_check=list(HealthCheck),
        ),
    )
