"""Levy on receipts: what the treasury takes of each."""

from baramad.policy.rule import rule


@rule("USD", cite="L1 section 1", round="0.01")
def levy_usd(receipt_usd, levy_rate):
    """Levy on one receipt."""
    return levy_rate * receipt_usd
