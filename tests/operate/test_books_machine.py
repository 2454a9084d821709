"""The books of one exporter under any order of events, under the real law and in real books.

`BARAMAD_STEPS=100000` takes so many steps; `make test` takes two thousand.
"""

import itertools
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

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
from baramad.ledger.reversal import reversal
from baramad.measure.fault import BooksError, RequestError
from baramad.measure.money import Money
from baramad.measure.period import Month
from baramad.operate.book import Keeper
from baramad.operate.import_plan import ImportPlan
from baramad.operate.keeping import Keeping
from baramad.operate.paying import Review, approved, refused
from baramad.operate.recall import identity
from baramad.operate.receipt import Held
from baramad.operate.refunding import check_unrefunded
from baramad.operate.scheme import code_of
from baramad.operate.settling import settled
from baramad.policy.booking import Receipt
from baramad.store.books import create_books

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))  # the server that its tests start
from cluster import cluster

STEPS = int(os.environ.get("BARAMAD_STEPS", "2000"))
AT_ONCE = 40  # steps with one exporter
DAYS = st.one_of(  # months with two laws, a month without one, an ordinary quarter
    st.dates(date(2023, 3, 25), date(2023, 6, 12)),
    st.dates(date(2023, 10, 10), date(2023, 11, 10)),
    st.dates(date(2025, 8, 1), date(2025, 10, 31)),
)
CENTS = st.one_of(st.integers(1, 20_000_00), st.sampled_from([1, 5_000_00, 10_000_00, 4_999_99]))
MONTHS = st.sampled_from([Month(2023, 5), Month(2023, 10), Month(2025, 8), Month(2025, 9)])
CHANCE = st.randoms(use_true_random=False)
PURPOSES = st.sampled_from(["advertising", "other", ""])
KINDS = [
    {"code": "freelancer", "facts": FREELANCER},
    {"code": "company", "facts": COMPANY},
    {"code": "lapsed", "facts": COMPANY, "more": (since("2025-09-10", is_pseb_registered="no"),)},
    {"code": "mirrored", "facts": FREELANCER, "is_by_law": False},
]
SOMEBODY, SANA = "somebody", Review("Sana Malik", "the contract was seen")


class Exporting(RuleBasedStateMachine):
    """Every example is one exporter more in the same books."""

    books = None
    count = itertools.count(1)

    @initialize(kind=st.sampled_from(KINDS))
    def open(self, kind):
        self.one = exporter(**{**kind, "code": f"{kind['code']}{next(self.count)}"})
        self.dollars = code_of(self.one.accounts[0])
        self.is_by_law = self.one.accounts[0].is_by_law
        self.books.open_accounts(SCHEME.chart(self.one))
        self.keys = itertools.count(1)
        self.lines = []  # every line that ever came
        self.history = []  # entries as they were first read
        self.closed = None
        self.refused = set()  # lines of payments that a person has refused
        self.approved = set()  # and of those that a person, or the law itself, has permitted

    def keeper(self, **more):
        keeping = Keeping(SCHEME).read(self.books.reader.entries(self.one.code))
        return Keeper(JUDGE, self.one, keeping, rates=RATES, author=SOMEBODY, **more)

    def book(self, lines, **more):
        plan = ImportPlan(self.keeper(**more)).add(lines)
        if plan.entries:
            self.books.post(plan.entries)
        return plan

    def balance(self, account=""):
        return self.books.reader.balance(self.one.code, account or self.dollars).minor

    def came(self, cents, day, kind="receipt", **more):
        one = line(self.one, Money(cents, "USD"), day, kind, key=f"id:{next(self.keys)}", **more)
        self.lines.append(one)
        return one

    def goes(self, cents):
        """Whether so much can leave: a statement tells of no more than there was."""
        return self.is_by_law or cents <= self.balance()

    @rule(cents=CENTS, day=DAYS)
    def receive(self, cents, day):
        self.book([self.came(cents, day)])

    @rule(cents=st.lists(CENTS, min_size=2, max_size=5), day=DAYS)
    def receive_several(self, cents, day):
        self.book([self.came(one, day) for one in cents])

    @precondition(lambda self: self.lines)
    @rule(chance=CHANCE)
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

    @rule(chance=CHANCE)
    def reverse(self, chance):
        keeper = self.keeper()
        if not keeper.keeping.receipts:
            return
        key = chance.choice(sorted(keeper.keeping.receipts))
        entries = keeper.undone(key, f"reversed/{next(self.keys)}", "because")
        if not isinstance(entries, Held):
            self.books.post(entries)

    @rule(cents=CENTS, day=DAYS, purpose=PURPOSES)
    def pay_out(self, cents, day, purpose):
        if not self.goes(cents):
            return
        left, paid = self.balance(), self.balance("paid:abroad")
        told = {"payment_purpose": purpose} if purpose else {}
        refs = (f"FT{next(self.keys)}",)
        plan = self.book([self.came(-cents, day, "payment", references=refs)], facts=told)
        if plan.held:  # it has moved no dollar but those of which a statement says so
            assert self.balance("paid:abroad") == paid
            assert self.balance() == (left if self.is_by_law else left - cents)
        else:
            assert purpose == "advertising"
            assert (self.balance(), self.balance("paid:abroad")) == (left - cents, paid + cents)
            assert cents <= left

    @rule(cents=CENTS, day=DAYS)
    def something_leaves(self, cents, day):
        if self.goes(cents):
            assert self.book([self.came(-cents, day, "unknown")]).held

    @rule(cents=CENTS, day=DAYS)
    def something_comes(self, cents, day):
        receipts = set(self.keeper().keeping.receipts)
        assert self.book([self.came(cents, day, "unknown")]).held
        assert set(self.keeper().keeping.receipts) == receipts, "a guess would be taxed"

    def waiting(self, chance, kinds, *, comes_in=False):
        """A line that waits, with its entry in suspense; None where there is none."""
        keeping = self.keeper().keeping
        found = [
            (one, keeping.base(_key(one)))
            for one in self.lines
            if one.kind in kinds and (one.amount.minor > 0) == comes_in
            and keeping.base(_key(one)) in keeping.suspense
        ]  # fmt: skip
        if not found:
            return None
        one, key = chance.choice(found)
        return one, self.books.reader.find(self.one.code, key)

    def nobody_decides_on_their_own(self, decide, *held):
        """Who booked it is refused, whatever is decided, and nothing is booked of it."""
        before = self.books.reader.last_entry(self.one.code)
        own = Review(SOMEBODY.upper(), "it is mine")
        try:
            entries = decide(self.keeper(), *held, own)
        except RequestError:
            return
        with pytest.raises(BooksError, match="cannot be the one who decides"):
            self.books.post(entries)
        assert self.books.reader.last_entry(self.one.code) == before

    @rule(chance=CHANCE, is_alone=st.booleans(), purpose=PURPOSES)
    def approve(self, chance, is_alone, purpose):
        found = self.waiting(chance, {"payment"})
        if not found:
            return
        one, held = found
        self.nobody_decides_on_their_own(approved, held)
        left, paid, cents = self.balance(), self.balance("paid:abroad"), -one.amount.minor
        review = Review(SOMEBODY, "seen", "a firm of one") if is_alone else SANA
        told = {"payment_purpose": purpose} if purpose else {}
        try:
            entries = approved(self.keeper(facts=told), held, review)
        except RequestError:  # the law says no, or asks for a fact
            return
        self.books.post(entries)
        assert self.balance("paid:abroad") == paid + cents
        assert self.balance() == (left - cents if self.is_by_law else left)
        last = [each.entry for each in self.books.reader.entries(self.one.code)][-1]
        assert (last.reviews, last.alone) == (held.number, review.alone)
        self.approved.add(one.identity)
        self.it_is_decided_once(held)

    def it_is_decided_once(self, held):
        for decide in (approved, refused):
            with pytest.raises(RequestError):
                decide(self.keeper(), held, SANA)

    @rule(chance=CHANCE)
    def refuse(self, chance):
        found = self.waiting(chance, {"payment"})
        if not found:
            return
        one, held = found
        self.nobody_decides_on_their_own(refused, held)
        left, paid, owed = self.balance(), self.balance("paid:abroad"), self.balance("paid:refused")
        self.books.post(refused(self.keeper(), held, SANA))
        assert (self.balance(), self.balance("paid:abroad")) == (left, paid)
        gone = 0 if self.is_by_law else -one.amount.minor
        assert self.balance("paid:refused") == owed + gone
        self.refused.add(one.identity)
        self.it_is_decided_once(held)

    @rule(chance=CHANCE, kind=st.sampled_from(["fee", "payment", "transfer", "tax"]))
    def settle(self, chance, kind):
        found = self.waiting(chance, {"unknown"})
        if not found:
            return
        one, held = found
        cents, left = -one.amount.minor, self.balance()
        try:
            entries = settled(self.keeper(), held, kind, SANA)
        except RequestError:  # it waits for more than a word
            return
        if self.is_by_law and cents > left:
            with pytest.raises(BooksError, match="may not hold less"):
                self.books.post(entries)
            return
        self.nobody_decides_on_their_own(lambda *on: settled(*on[:2], kind, on[2]), held)
        self.books.post(entries)
        assert self.balance() == (left - cents if self.is_by_law else left)

    @rule(chance=CHANCE)
    def settle_as_earned(self, chance):
        found = self.waiting(chance, {"unknown"}, comes_in=True)
        if not found:
            return
        one, held = found
        receipts = set(self.keeper().keeping.receipts)
        self.nobody_decides_on_their_own(lambda *on: settled(*on[:2], "receipt", on[2]), held)
        try:
            entries = settled(self.keeper(), held, "receipt", SANA)
        except RequestError:  # the law leaves its day open
            assert self.book([self.came(one.amount.minor, one.value_date)]).held
            return
        self.books.post(entries)
        (key,) = set(self.keeper().keeping.receipts) - receipts
        assert key.startswith(f"{_key(one)}/again-")

    @rule(chance=CHANCE, share=st.integers(1, 120), day=DAYS)
    def come_back(self, chance, share, day):
        payments = self.keeper().keeping.payments
        if not payments:
            return
        one = payments[chance.choice(sorted(payments))]
        cents = max(1, one.left.minor * share // 100)
        before = self.balance(), self.balance("paid:abroad")
        refund = self.came(cents, max(day, one.entry.value_date), "refund")
        plan = self.book([refund._replace(references=tuple(_references(one.entry)))])
        if plan.held:
            assert cents > one.left.minor or not one.left.minor
        else:
            assert [each.kind for each in plan.entries] == ["refunded"]
            assert (self.balance(), self.balance("paid:abroad")) == (
                before[0] + cents, before[1] - cents,
            )  # fmt: skip

    @rule(chance=CHANCE)
    def reverse_a_payment(self, chance):
        keeping = self.keeper().keeping
        keys = sorted([*keeping.payments, *keeping.refunds])
        if not keys:
            return
        booked = self.books.reader.find(self.one.code, chance.choice(keys))
        try:
            check_unrefunded(keeping, booked)
        except RequestError:
            return
        undone = reversal(booked, key=f"reversed/{booked.entry.key}", memo="no", author="a")
        moved = sum(p.minor for p in undone.postings if p.account == self.dollars)
        if self.balance() + moved < 0:
            with pytest.raises(BooksError, match="may not hold less"):
                self.books.post([undone])
        else:
            self.books.post([undone])

    @rule(cents=CENTS, day=DAYS)
    def convert(self, cents, day):
        if cents <= self.balance():
            held = self.book([self.came(-cents, day, "transfer")]).held
            assert not (held and self.is_by_law)

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
    def a_payment_is_one_thing_and_what_nobody_permitted_has_not_moved(self):
        entries = [each.entry for each in self.books.reader.entries(self.one.code)]
        undone = {one.reverses for one in entries}
        standing = [
            one for number, one in enumerate(entries, 1)
            if number not in undone and one.reverses is None
        ]  # fmt: skip
        paid = 0
        for told in self.lines:
            if told.kind != "payment":
                continue
            found = [one for one in standing if identity(self.one, one) == told.identity]
            assert len(found) <= 1
            kinds = {one.kind for one in found}
            assert kinds <= {"suspense", "payment", "refusal"}
            assert not (told.identity in self.refused and kinds & {"payment", "suspense"})
            if kinds == {"payment"}:
                paid -= told.amount.minor
        back = sum(_to(one, "paid:abroad") for one in standing if one.kind == "refunded")
        settled_as = [one for one in standing if one.kind == "payment" and one.reviews]
        assert all(one.author and one.law for one in settled_as)
        other = [one for one in standing if one.kind == "payment" and not self.is_line(one)]
        assert self.balance("paid:abroad") == paid + back + sum(
            _to(one, "paid:abroad") for one in other
        )
        if self.is_by_law:
            assert sum(_to(one, self.dollars) for one in standing if one.kind == "suspense") == 0

    def is_line(self, entry):
        """Whether an entry books a line that came as a payment, not one settled as such."""
        named = identity(self.one, entry)
        return any(one.identity == named and one.kind == "payment" for one in self.lines)

    @invariant()
    def every_currency_adds_up_to_nothing_and_no_dollar_account_is_below_zero(self):
        balances = self.books.reader.balances(self.one.code)
        chart = self.books.reader.chart(self.one.code)
        for currency in ("USD", "PKR"):
            total = sum(m for code, m in balances.items() if chart[code].currency == currency)
            assert total == 0
        assert balances.get(self.dollars, 0) >= 0

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


def _key(one):
    return f"{one.account}/{one.key}/{one.occurrence}"


def _references(entry):
    return entry.memo.rpartition("[")[2].rstrip("]").split() if entry.memo.endswith("]") else []


def _to(entry, account):
    return sum(one.minor for one in entry.postings if one.account == account)


@pytest.fixture(params=["sqlite", "postgres"])
def where(request, tmp_path):
    """Where books are kept: in a file, or on a server of their own."""
    if request.param == "sqlite":
        yield tmp_path / "books.db"
    else:
        with cluster(fsync="off", full_page_writes="off") as url:
            yield url.format(name="postgres")


@pytest.mark.slow
def test_any_order_of_events_keeps_the_books_right(where):
    with create_books(where, login="") as Exporting.books:
        run_state_machine_as_test(
            Exporting,
            settings=settings(
                max_examples=max(1, STEPS // AT_ONCE),
                stateful_step_count=AT_ONCE,
                derandomize=STEPS <= 2_000,
                suppress_health_check=list(HealthCheck),
            ),
        )
        Exporting.books.seal()
        assert Exporting.books.verify().faults == ()
