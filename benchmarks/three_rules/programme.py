"""A share that may be kept, a tax by registration, and who may join: the shapes that recur."""

from baramad.policy.rule import rule
from baramad.policy.vocabulary import all_of, at_least, at_most, when


@rule("USD/month", cite="B1 s. 1", round="0.01", says={"ur": "رکھے گئے ڈالر۔"})
def retained_usd_m(proceeds_usd_m, retention_share, retention_floor_usd_m):
    """Dollars that may be kept in the month."""
    allowed = at_least(retention_share * proceeds_usd_m, floor=retention_floor_usd_m)
    return at_most(allowed, cap=proceeds_usd_m)


@rule("USD/month", cite="B1 s. 2", round="0.01", says={"ur": "ٹیکس۔"})
def tax_usd_m(proceeds_usd_m, is_registered, tax_registered, tax_unregistered):
    """Tax on the month's proceeds."""
    return proceeds_usd_m * when(is_registered, tax_registered, tax_unregistered)


@rule("yes_no", cite="B1 s. 3", says={"ur": "کیا شامل ہو سکتا ہے۔"})
def may_join(is_registered, is_through_bank, age_y, proceeds_usd_m, age_min_y, proceeds_min_usd_m):
    """Whether the exporter may join the programme."""
    return all_of(
        registered=is_registered,
        through_bank=is_through_bank,
        of_age=age_y >= age_min_y,
        active=proceeds_usd_m >= proceeds_min_usd_m,
    )
