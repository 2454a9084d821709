"""Exporters, lines and a keeper to test the books with; everybody is invented."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from baramad.facts.exporter import Exporter, OwnAccount, Spell
from baramad.facts.rate import Rate
from baramad.facts.statement import StatementLine
from baramad.ledger.account import position
from baramad.ledger.entry import Booked
from baramad.measure.dated import EVER
from baramad.measure.money import Money
from baramad.measure.period import Month
from baramad.operate.book import Keeper
from baramad.operate.import_plan import ImportPlan
from baramad.operate.keeping import Keeping
from baramad.operate.receipt import Judge
from baramad.operate.scheme_reader import read_scheme
from baramad.packs import folder_of
from baramad.policy.load import load_law

LAW = load_law(folder_of("pk"))
SCHEME = read_scheme(folder_of("pk"), LAW)
JUDGE = Judge(LAW, SCHEME)
EVERYONE = {
    "is_resident": "yes",
    "exports_it_services": "yes",
    "exports_software": "yes",
    "exports_online_services": "yes",
    "is_pasha_registered": "no",
    "is_on_active_taxpayer_list": "yes",
    "has_zone_licence": "no",
    "reported_purpose": "computer_service",
}
FREELANCER = {**EVERYONE, "exporter_kind": "freelancer", "is_pseb_registered": "yes"}
COMPANY = {**EVERYONE, "exporter_kind": "company", "is_pseb_registered": "yes"}
ZONE = {
    **COMPANY,
    "has_zone_licence": "yes",
    "zone_licence_on": "2022-02-01",
    "zone_role": "enterprise",
}


def exporter(code="khan", facts=FREELANCER, role="retention", more=(), *, is_by_law=True):
    """An exporter with a dollar account and a rupee account."""
    return Exporter(
        code=code,
        name=code.title(),
        accounts=(
            OwnAccount(f"{code}-usd", role, "USD", is_by_law=is_by_law),
            OwnAccount(f"{code}-pkr", "rupees", "PKR", is_by_law=is_by_law),
            OwnAccount(f"{code}-wallet", "provider", "USD"),
        ),
        spells=(Spell(date.min, facts), *more),
    )


def since(day, **facts):
    return Spell(date.fromisoformat(day), facts, EVER)


def usd(text):
    return Money.read(text, "USD")


def pkr(text):
    return Money.read(text, "PKR")


def line(one, amount, on, kind="receipt", key="", account="usd", **more):
    """A line of an account of an exporter."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    currency = "PKR" if account == "pkr" else "USD"
    money = amount if isinstance(amount, Money) else Money.read(amount, currency)
    return StatementLine(
        account=f"{one.code}-{account}", key=key or f"id:{amount}@{day}", occurrence=1,
        value_date=day, booking_date=day, amount=money, kind=kind, file="test", row=1, **more,
    )  # fmt: skip


def rates(first="2019-07-01", last="2026-12-31", value="280.50"):
    """A rate for every day."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    found = {}
    while day <= end:
        found[day] = Rate(day, Decimal(value), "test")
        day += timedelta(days=1)
    return found


RATES = rates()


def keeper(one, booked=(), judge=JUDGE, **more):
    """A keeper of an exporter's books."""
    more = {"rates": RATES, **more}
    return Keeper(judge, one, Keeping(judge.scheme).read(booked), **more)


def planned(one, lines, **more):
    """Plan of lines for books that were empty."""
    return ImportPlan(keeper(one, **more)).add(lines)


def again(one, keeping_of, **more):
    """A keeper that has read what another one planned."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    booked = [
        Booked(entry, number, moment, Month.of(entry.value_date))
        for number, entry in enumerate(keeping_of, 1)
    ]
    return keeper(one, booked, **more)


def balances(entries):
    found = {}
    for entry in entries:
        for posting in entry.postings:
            found[posting.account] = found.get(posting.account, 0) + posting.minor
    return {account: minor for account, minor in found.items() if minor}


def kept(entries, one):
    """Dollars that receipts left with the exporter, whatever account shows them."""
    sold = sum(p.minor for e in entries for p in e.postings if p.account == position("USD").code)
    came = -sum(p.minor for e in entries for p in e.postings if p.account in INCOME)
    del one
    return Money(came - sold, "USD")


INCOME = set(SCHEME.receipt.income.values())
