"""Payment gateways: what each way of being paid from abroad costs, and what is left."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import at_most, when

client_pays_usd = fact(
    "USD",
    places=2,
    per="payment",
    ask={"en": "How many dollars does the client pay?", "ur": "گاہک کتنے ڈالر ادا کرتا ہے؟"},
)
wire_fee_usd = fact(
    "USD",
    places=2,
    per="payment",
    ask={
        "en": "How many dollars does the platform take for a bank wire?",
        "ur": "پلیٹ فارم بینک وائر کے کتنے ڈالر لیتا ہے؟",
    },
)
wise_cost_share = fact(
    "1",
    places=4,
    most="1",
    per="payment",
    ask={
        "en": "Which part does Wise take for the conversion (0 to 1)?",
        "ur": "وائز تبدیلی پر کتنا حصہ (0 تا 1) لیتا ہے؟",
    },
)
is_transfer_domestic = fact(
    "yes_no",
    per="payment",
    ask={
        "en": "Does the transfer come from a user within the country?",
        "ur": "کیا منتقلی ملک کے اندر کے صارف سے ہے؟",
    },
)


@rule("USD", cite="P04", round="0.01", says={"ur": "پے اونیئر کی وصولی فیس۔"})
def payoneer_receiving_usd(
    client_pays_usd,
    payoneer_share_usd_min,
    payoneer_receiving_share,
    payoneer_receiving_flat_usd,
):
    """Payoneer's fee on receiving a client's payment: flat on small ones, a share of others."""
    share = payoneer_receiving_share * client_pays_usd
    fee = when(client_pays_usd >= payoneer_share_usd_min, share, payoneer_receiving_flat_usd)
    return at_most(fee, cap=client_pays_usd)


@rule("USD", cite="P04", round="0.01", says={"ur": "پے اونیئر کے راستے کی لاگت۔"})
def payoneer_cost_usd(client_pays_usd, payoneer_receiving_usd, payoneer_withdrawal_share):
    """Cost of being paid through Payoneer: receiving, then withdrawing all that is left."""
    left = client_pays_usd - payoneer_receiving_usd
    return payoneer_receiving_usd + payoneer_withdrawal_share * left


@rule("USD", cite="P04", round="0.01", says={"ur": "پے اونیئر سے ملنے والی خالص رقم۔"})
def payoneer_net_usd(client_pays_usd, payoneer_cost_usd):
    """Dollars left of a payment through Payoneer."""
    return client_pays_usd - payoneer_cost_usd


@rule("USD", cite="P04", round="0.01", says={"ur": "پے اونیئر صارفین کے درمیان منتقلی کی لاگت۔"})
def payoneer_transfer_cost_usd(
    client_pays_usd,
    is_transfer_domestic,
    payoneer_domestic_flat_usd,
    payoneer_transfer_usd_max,
    payoneer_transfer_flat_usd,
    payoneer_transfer_share,
):
    """Cost of a transfer from another user of Payoneer."""
    share = payoneer_transfer_share * client_pays_usd
    abroad = when(client_pays_usd > payoneer_transfer_usd_max, share, payoneer_transfer_flat_usd)
    return at_most(when(is_transfer_domestic, payoneer_domestic_flat_usd, abroad), client_pays_usd)


@rule("USD", cite="P07", round="0.01", says={"ur": "بینک وائر کی لاگت۔"})
def wire_cost_usd(client_pays_usd, wire_fee_usd):
    """Cost of being paid by a platform's bank wire, at the fee that the platform names."""
    return at_most(wire_fee_usd, cap=client_pays_usd)


@rule("USD", cite="P07", round="0.01", says={"ur": "بینک وائر سے ملنے والی خالص رقم۔"})
def wire_net_usd(client_pays_usd, wire_cost_usd):
    """Dollars left of a payment by bank wire."""
    return client_pays_usd - wire_cost_usd


@rule("USD", cite="P07", round="0.01", says={"ur": "وائز کے راستے کی لاگت۔"})
def wise_cost_usd(client_pays_usd, wise_cost_share):
    """Cost of being paid through Wise, at the share that it names for the day.

    Such receipts arrive as home remittances, which do not count as exports.
    """
    return wise_cost_share * client_pays_usd


@rule("USD", cite="P07", round="0.01", says={"ur": "وائز سے ملنے والی خالص رقم۔"})
def wise_net_usd(client_pays_usd, wise_cost_usd):
    """Dollars left of a payment through Wise."""
    return client_pays_usd - wise_cost_usd


@rule("yes_no", cite="P01", says={"ur": "پے پال سے ادائیگی لینا۔"})
def may_be_paid_by_paypal(is_paypal_paid_by_third_party):
    """Leave to be paid from a client's PayPal account through a third party; announced alone."""
    return is_paypal_paid_by_third_party
