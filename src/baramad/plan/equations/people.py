"""People: from courses and universities to the pool of the job-ready, and from there to work.

The pool is one for all: companies, foreign firms and startups draw on it first, then the seats of
centres, then freelancing at home; some leave it. Each takes from what the one before left, so the
pool never runs below nothing. Women are counted along the same way.
"""

from baramad.plan.equation import Result, Stock, equation
from baramad.policy.vocabulary import at_least, at_most

graduates_y = Stock(
    "person/year", "graduates a year", "graduates_start_y", ("graduates_grown_y_m",)
)
trainees = Stock(
    "person", "people in courses", gains=("enrolled_m",), losses=("completed_m", "dropped_m")
)
recruits = Stock(
    "person",
    "people in the workforce programme, before they count",
    gains=("recruited_m",),
    losses=("recruits_ready_m",),
)
ready = Stock(
    "person",
    "people fit for work who have none yet",
    "ready_start",
    ("graduates_ready_m", "trained_ready_m", "recruits_ready_m"),
    ("hired_m", "seated_ready_m", "freelancing_m", "ready_left_m"),
)
ready_women = Stock(
    "person",
    "women among them",
    "ready_women_start",
    ("women_ready_m",),
    ("women_ready_gone_m",),
)
women_at_work = Stock(
    "person", "women at work", "women_start", ("women_starting_m",), ("women_leaving_m",)
)

jobs = Result("person", "people at work at the end of the year", "people_at_work", is_stock=True)
jobs_women = Result("person", "women among them", "women_at_work", is_stock=True)


@equation("person/year/month")
def graduates_grown_y_m(graduates_y, graduates_growth_y, months_y):
    """Growth of the yearly number of graduates."""
    return graduates_y * graduates_growth_y / months_y


@equation("person/month")
def graduates_ready_m(graduates_y, employable_share, other_entrants_y, months_y):
    """Graduates whom a firm would take as they are, and people who need no degree."""
    return (graduates_y * employable_share + other_entrants_y) / months_y


@equation("person/month")
def enrolled_m(skills_enrolled_y, people_per_enrolment, months_y):
    """People who begin a course; one person may enrol several times."""
    return skills_enrolled_y * people_per_enrolment / months_y


@equation("person/month")
def course_ended_m(trainees, course_months):
    """People whose course ends."""
    return trainees / course_months


@equation("person/month")
def completed_m(course_ended_m, completion_share):
    """People who complete their course."""
    return course_ended_m * completion_share


@equation("person/month")
def dropped_m(course_ended_m, completed_m):
    """People who drop out."""
    return course_ended_m - completed_m


@equation("person/month")
def trained_ready_m(completed_m, placeable_share, training_new_share):
    """People whom a course makes fit for work and who would not have got there without it."""
    return completed_m * placeable_share * training_new_share


@equation("person/month")
def recruited_m(workforce_added_y, workforce_new_share, months_y):
    """People in the workforce programme who would not have entered by themselves."""
    return workforce_added_y * workforce_new_share / months_y


@equation("person/month")
def recruits_ready_m(recruits, workforce_delay_months):
    """People who come out of the workforce programme."""
    return recruits / workforce_delay_months


@equation("person/month")
def ready_m(ready, month):
    """Everybody in the pool, were all to leave it within the month."""
    return ready / month


@equation("person/month")
def wanted_m(companies_wanted_m, foreign_wanted_m, startups_wanted_m):
    """People whom employers want to hire."""
    return companies_wanted_m + foreign_wanted_m + startups_wanted_m


@equation("1")
def filled_share(ready, search_months, wanted_m, person_m):
    """Share of every employer's wishes that is met by the people found within the search."""
    return at_most(ready / search_months / at_least(wanted_m, person_m), 1)


@equation("person/month")
def hired_m(companies_hired_m, foreign_hired_m, startups_hired_m):
    """People hired by all employers."""
    return companies_hired_m + foreign_hired_m + startups_hired_m


@equation("person/month")
def unhired_m(ready_m, hired_m):
    """The pool after hiring."""
    return ready_m - hired_m


@equation("person/month")
def seated_ready_m(seats_for_ready_m, unhired_m, seat_pull_share):
    """Job-ready people who take a seat in a centre: no more than find their way there."""
    return at_most(seats_for_ready_m, unhired_m * seat_pull_share)


@equation("person/month")
def unseated_m(unhired_m, seated_ready_m):
    """The pool after hiring and seating."""
    return unhired_m - seated_ready_m


@equation("person/month")
def freelancing_m(unseated_m, freelance_entry_share, gateway_reached_share, gateway_entry_gain):
    """Job-ready people who begin to freelance at home; gateways make it easier."""
    return unseated_m * at_most(
        freelance_entry_share * (1 + gateway_entry_gain * gateway_reached_share), 1
    )


@equation("person/month")
def ready_left_m(unseated_m, freelancing_m, ready_leaving_share):
    """People who stop waiting: another trade, another country."""
    return (unseated_m - freelancing_m) * ready_leaving_share


@equation("person/month")
def entered_m(hired_m, seated_ready_m, freelancing_m):
    """People who begin to work."""
    return hired_m + seated_ready_m + freelancing_m


@equation("person/month")
def work_left_m(
    companies_left_m, foreign_left_m, startups_left_m, freelancers_left_m, centres_left_m
):
    """People who stop working in any segment."""
    return companies_left_m + foreign_left_m + startups_left_m + freelancers_left_m + centres_left_m


@equation("person")
def people_at_work(
    companies_learning,
    companies_full,
    foreign_staff,
    startup_staff,
    freelancers_learning,
    freelancers_full,
    centre_earners,
):
    """People at work in all segments."""
    return (
        companies_learning
        + companies_full
        + foreign_staff
        + startup_staff
        + freelancers_learning
        + freelancers_full
        + centre_earners
    )


@equation("person")
def ready_women_start(ready_start, women_graduates_share):
    """Women in the pool at the start."""
    return ready_start * women_graduates_share


@equation("person")
def women_start(
    companies_staff_start,
    foreign_staff_start,
    startup_staff_start,
    freelancers_start,
    women_firms_share,
    women_freelancers_share,
):
    """Women at work at the start."""
    return (
        companies_staff_start + foreign_staff_start + startup_staff_start
    ) * women_firms_share + freelancers_start * women_freelancers_share


@equation("person/month")
def women_ready_m(
    graduates_ready_m,
    trained_ready_m,
    recruits_ready_m,
    women_graduates_share,
    women_trained_share,
    women_seeking_share,
):
    """Women who join the pool; some who could do not look for work."""
    return (
        (graduates_ready_m + recruits_ready_m) * women_graduates_share
        + trained_ready_m * women_trained_share
    ) * women_seeking_share


@equation("1")
def women_ready_share(ready_women, ready, person):
    """Women's share of the pool."""
    return at_most(ready_women / at_least(ready, person), 1)


@equation("person/month")
def women_starting_m(entered_m, women_ready_share):
    """Women who begin to work."""
    return entered_m * women_ready_share


@equation("person/month")
def women_ready_gone_m(women_starting_m, ready_left_m, women_ready_share):
    """Women who leave the pool: those who begin to work, and women among those who give up."""
    return women_starting_m + ready_left_m * women_ready_share


@equation("person/month")
def women_leaving_m(work_left_m, women_at_work, people_at_work, person):
    """Women among those who stop working."""
    return work_left_m * women_at_work / at_least(people_at_work, person)
