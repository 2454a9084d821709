"""Pearl account: the dollars that a seller of tales may keep."""

from baramad.policy.rule import exception, rule
from baramad.policy.vocabulary import any_of, at_least, at_most, not_, when


@rule("yes_no", cite="P1 art. 1", says={"ur": "کیا ڈالر رکھے جا سکتے ہیں۔"})
def may_keep(needs_guild, is_in_guild):
    """Whether any dollars may be kept at all."""
    return any_of(open_to_all=not_(needs_guild), guild=is_in_guild)


@rule("USD/month", cite="P1 art. 2", round="0.01", says={"ur": "مہینے میں رکھے گئے ڈالر۔"})
def kept_usd_m(may_keep, proceeds_usd_m, kept_share, kept_floor):
    """Dollars kept as pearls in the month.

    The share or the floor, whichever is greater, but never more than came in.
    """
    allowed = at_least(kept_share * proceeds_usd_m, kept_floor)
    return when(may_keep, at_most(allowed, proceeds_usd_m), 0)


@exception(
    to="kept_usd_m",
    applies="is_storm_struck",
    cite="P2 art. 9",
    since="2022-07-01",
    says={"ur": "طوفان کے مہینے میں سب کچھ رکھا جاتا ہے۔"},
)
def kept_in_storm_usd_m(proceeds_usd_m):
    """All that came in: nobody sells in a month of storm."""
    return proceeds_usd_m


@rule("USD/month", cite="P1 art. 2", round="0.01", says={"ur": "دربار کو بیچے گئے ڈالر۔"})
def surrendered_usd_m(proceeds_usd_m, kept_usd_m):
    """Dollars sold to the court in the month: all that is not kept."""
    return proceeds_usd_m - kept_usd_m
