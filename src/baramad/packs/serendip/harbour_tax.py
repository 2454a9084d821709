"""Harbour tax: what the court takes of what tales earn."""

from baramad.policy.rule import rule
from baramad.policy.vocabulary import clip, schedule, when


@rule("USD", cite="H1 s. 4", round="0.01", says={"ur": "وصولی پر ٹیکس۔"})
def harbour_tax_usd(receipt_usd, is_in_guild, tax_rate_guild, tax_rate_others):
    """Tax on one receipt."""
    return receipt_usd * when(is_in_guild, tax_rate_guild, tax_rate_others)


@rule("USD/year", cite="H1 s. 7", round="0.01", says={"ur": "سال کا محصول۔"})
def toll_usd_y(exports_usd_y, toll_bands, toll_least, toll_cap):
    """Toll on the exports of the fiscal year, band by band, from its least up to its cap."""
    return clip(schedule(exports_usd_y, toll_bands), toll_least, toll_cap)
