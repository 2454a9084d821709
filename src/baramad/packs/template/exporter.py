"""What is asked of an exporter. Facts that one system alone reads may stand in its own file."""

from baramad.policy.rule import fact

receipt_usd = fact(
    "USD",
    places=2,
    per="receipt",
    ask={"en": "How many dollars came in?"},
)
