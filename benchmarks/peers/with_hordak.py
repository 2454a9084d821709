"""django-hordak's receipts of six legs each on PostgreSQL, as its documents do and in bulk.

*one by one*: a database transaction for each receipt, its legs created one after another.
*in bulk*: all receipts in one database transaction, by Django's bulk_create.
"""

import json
import sys
import time
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings


def configure(url):
    parts = urlsplit(url)
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "mptt", "djmoney", "hordak",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": parts.path.strip("/"),
                "USER": parts.username,
                "HOST": parse_qs(parts.query)["host"][0],
            }
        },
        CURRENCIES=("USD", "PKR"),
        DEFAULT_CURRENCY="USD",
        HORDAK_INTERNAL_CURRENCY="USD",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )  # fmt: skip
    django.setup()


def splits(number):
    for i in range(number):
        gross = 10_001 + i * 7_919 % 900_000
        sold = gross - (gross + 1) // 2
        tax = (sold * 285 + 50) // 100
        minor = [-gross, gross - sold, sold, -sold * 285, tax, sold * 285 - tax]
        yield date(2025, 7, 1) + timedelta(days=i * 365 // number), minor


def main(number, url):
    configure(url)
    from django.core.management import call_command
    from django.db import transaction
    from hordak.models import Account, AccountType, Leg, Transaction
    from moneyed import Money

    call_command("migrate", verbosity=0)
    currencies = ["USD", "USD", "USD", "PKR", "PKR", "PKR"]
    accounts = [
        Account.objects.create(name=f"a{i}", code=str(i), type=AccountType.asset, currencies=[one])
        for i, one in enumerate(currencies)
    ]

    def legs(of, minor):
        for account, currency, amount in zip(accounts, currencies, minor, strict=True):
            side = "debit" if amount > 0 else "credit"
            money = Money(abs(amount) / 100, currency)
            yield Leg(transaction=of, account=account, **{side: money})

    start = time.perf_counter()
    for day, minor in splits(number):
        with transaction.atomic():
            for leg in legs(Transaction.objects.create(date=day), minor):
                leg.save()
    one_by_one = number / (time.perf_counter() - start)
    start = time.perf_counter()
    with transaction.atomic():
        made = [(Transaction(date=day), minor) for day, minor in splits(number)]
        Transaction.objects.bulk_create([of for of, _ in made])
        Leg.objects.bulk_create([leg for of, minor in made for leg in legs(of, minor)])
    in_bulk = number / (time.perf_counter() - start)
    assert Leg.objects.count() == 2 * 6 * number
    print(json.dumps({"one by one": one_by_one, "in bulk": in_bulk}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
