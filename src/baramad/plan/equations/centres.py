"""Freelancing centres: seats built, opened and filled, and the loans behind them.

A seat adds what its holder earns only as far as the holder did not earn at home before: part of the
seats go to settled freelancers, who leave their home for one. A centre counts through its seats.
"""

from baramad.plan.equation import Result, Stock, equation
from baramad.policy.vocabulary import at_least, at_most

seats_building = Stock(
    "seat",
    "seats under way",
    gains=("seats_begun_m",),
    losses=("seats_opened_m",),
)
seats_open = Stock("seat", "seats open", gains=("seats_opened_m",), losses=("seats_closed_m",))
centre_earners = Stock(
    "person",
    "people who earn from a seat",
    gains=("seated_ready_m", "seated_freelancers_m"),
    losses=("centres_left_m",),
)
loans_usd = Stock(
    "USD",
    "loans for centres outstanding",
    gains=("lent_usd_m",),
    losses=("repaid_usd_m", "defaulted_usd_m"),
)

earned_centres = Result("USD", "exports earned from seats", "earned_centres_usd_m")
centre_seats = Result("seat", "seats open at the end of the year", "seats_open", is_stock=True)
centre_people = Result("person", "people who earn from them", "centre_earners", is_stock=True)


@equation("seat/month")
def seats_begun_m(centres_opened_y, seats_per_centre, months_y):
    """Seats begun."""
    return centres_opened_y * seats_per_centre / months_y


@equation("seat/month")
def seats_opened_m(seats_building, centre_delay_months):
    """Seats that open."""
    return seats_building / centre_delay_months


@equation("seat/month")
def seats_closed_m(seats_open, centre_closing_share_m):
    """Seats that close."""
    return seats_open * centre_closing_share_m


@equation("person")
def seats_used(seats_open, occupancy_share, people_per_seat):
    """People whom the open seats would hold at their usual use."""
    return seats_open * occupancy_share * people_per_seat


@equation("person/month")
def seats_free_m(seats_used, centre_earners, centres_churned_m, seat_fill_months):
    """Seats to be filled: new ones, and those that people leave."""
    return at_least((seats_used - centre_earners) / seat_fill_months + centres_churned_m, 0)


@equation("person/month")
def seated_freelancers_m(seats_free_m, seats_displaced_share, freelancers_full, month):
    """Settled freelancers who move from home to a seat."""
    return at_most(seats_free_m * seats_displaced_share, freelancers_full / (month + month))


@equation("person/month")
def seats_for_ready_m(seats_free_m, seats_displaced_share):
    """Seats for people new to work."""
    return seats_free_m * (1 - seats_displaced_share)


@equation("person/month")
def centres_churned_m(centre_earners, freelance_churn_share_m):
    """Seat holders who stop."""
    return centre_earners * freelance_churn_share_m


@equation("person/month")
def centres_left_m(centres_churned_m, centre_earners, seats_used, seat_fill_months, month):
    """Seat holders who stop, and those whose seat closes."""
    return centres_churned_m + at_least(
        (centre_earners - centres_churned_m * month - seats_used) / seat_fill_months, 0
    )


@equation("USD/month")
def earned_centres_usd_m(
    centre_earners, earnings_usd_y, centre_worth_ratio, online_share, months_y
):
    """Exports earned from seats."""
    return centre_earners * earnings_usd_y * centre_worth_ratio * online_share / months_y


@equation("USD/month")
def lent_usd_m(centres_opened_y, centre_loan_pkr, exchange_rate, months_y):
    """Loans paid out for centres."""
    return centres_opened_y * centre_loan_pkr / exchange_rate / months_y


@equation("USD/month")
def due_usd_m(loans_usd, loan_months):
    """Loan parts that fall due."""
    return loans_usd / loan_months


@equation("USD/month")
def defaulted_usd_m(due_usd_m, loan_default_share):
    """Loan parts not paid back."""
    return due_usd_m * loan_default_share


@equation("USD/month")
def repaid_usd_m(due_usd_m, defaulted_usd_m):
    """Loan parts paid back."""
    return due_usd_m - defaulted_usd_m
