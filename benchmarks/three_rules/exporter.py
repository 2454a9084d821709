"""What the three rules ask; the law of this pack is invented, for measuring alone."""

from baramad.policy.rule import MONTH, fact, total

receipt_usd = fact("USD", places=2, per="receipt", ask="How many dollars came in?")
proceeds_usd_m = total("receipt_usd", MONTH, ask="How many dollars came in this month?")
is_registered = fact("yes_no", per="exporter", ask="Is the exporter registered?")
is_through_bank = fact("yes_no", per="exporter", ask="Did the money come through a bank?")
age_y = fact("year", per="exporter", ask="How old is the exporter?")
