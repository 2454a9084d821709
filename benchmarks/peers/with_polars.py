"""Polars: the same rules as columns of floats; values of a day by an as-of join."""

import numpy as np
import polars as pl
import shared

THREE = ["retained_usd_m", "tax_usd_m", "may_join"]


def rules(value, amount="proceeds_usd_m"):
    """Expressions of the three rules; `value` gives a parameter as an expression or a number."""
    proceeds = pl.col(amount)
    allowed = (proceeds * value("retention_share")).clip(value("retention_floor_usd_m"))
    rate = pl.when("is_registered").then(value("tax_registered"))
    return [
        pl.min_horizontal(allowed, proceeds).alias(THREE[0]),
        (proceeds * rate.otherwise(value("tax_unregistered"))).alias(THREE[1]),
        (
            pl.col("is_registered")
            & pl.col("is_through_bank")
            & (pl.col("age_y") >= value("age_min_y"))
            & (proceeds >= value("proceeds_min_usd_m"))
        ).alias(THREE[2]),
    ]


def population():
    facts = shared.population()
    months = dict(zip(shared.MONTHS, facts.pop("proceeds_usd_m"), strict=True))
    frame = pl.DataFrame({**months, **facts})

    def run():
        return [
            frame.select(
                rules(lambda name, on=f"{month}-01": pl.lit(shared.value_on(name, on)), month)
            )
            for month in shared.MONTHS
        ]

    found = run()
    sums = [float(sum(one[name].sum() for one in found)) for name in THREE]
    return shared.EXPORTERS * len(shared.MONTHS) / shared.seconds(run), sums


def table():
    """Values of all parameters from each day on which any changes."""
    days = sorted({day for rows in shared.PARAMETERS.values() for day in rows})
    held = [day for day in days if day >= "2023-01-13"]  # before that not all have a value
    rows = {name: [float(shared.value_on(name, day)) for day in held] for name in shared.PARAMETERS}
    return pl.DataFrame({"on": held, **rows}).with_columns(pl.col("on").str.to_date())


def ledger():
    days, facts = shared.receipts()
    cents = facts.pop("proceeds_usd_m")
    frame = pl.DataFrame({"on": days, "proceeds_usd_m": cents / 100, **facts})
    in_order, values = frame.sort("on"), table()

    def decided(receipts):
        return receipts.join_asof(values, on="on").select(rules(pl.col))

    speed = shared.RECEIPTS / shared.seconds(lambda: decided(frame.sort("on")))
    presorted = shared.RECEIPTS / shared.seconds(lambda: decided(in_order))
    tax = decided(in_order)["tax_usd_m"].round(2).to_numpy()
    order = np.argsort(days, kind="stable")
    exact = shared.exact_tax(days, {"proceeds_usd_m": cents, **facts})[order]
    return {
        "columns": speed,
        "columns, presorted": presorted,
        "wrong cents in a million": int((np.rint(tax * 100).astype(np.int64) != exact).sum()),
    }


def main():
    speed, sums = population()
    shared.told(**{"population": speed, **ledger()}, sums=sums)


main()
