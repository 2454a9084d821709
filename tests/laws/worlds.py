"""Strategies: facts of any law, days of any law, and whole laws made of random rules."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from baramad.policy.citation import Citation
from baramad.policy.expression import Constant, Name, Term
from baramad.policy.law import Law
from baramad.policy.parameter import Parameter, Row
from baramad.policy.rule import Fact, Rule
from baramad.policy.rulebook import ON, Rulebook, in_time

MONEY = st.decimals(min_value=0, max_value=10**7, places=2)
DAY = timedelta(days=1)


def value_of(fact):
    """Values that a fact can have, with those near the law's own steps."""
    if fact.unit == "yes_no":
        return st.booleans()
    if fact.choices:
        return st.sampled_from(fact.choices)
    if fact.unit == "date":
        return st.dates(date(2005, 1, 1), date(2030, 12, 31))
    most = fact.most if fact.most is not None else 10**6
    least = fact.least if fact.least is not None else -most
    return st.decimals(min_value=least, max_value=most, places=fact.places) | st.sampled_from(
        [least, most]
    )


def facts_of(law):
    """Some of a law's facts; what is left out is unknown."""
    return st.fixed_dictionaries(
        {}, optional={name: value_of(one) for name, one in law.rulebook.asked.items()}
    )


def days_of(law):
    """Days on which something changes, the days before, and any other."""
    turns = [day for first in law.epochs[1:] for day in (first - DAY, first)]
    return st.sampled_from(turns) | st.dates(law.epochs[1], law.epochs[-1] + 400 * DAY)


def a_day(chance, law):
    """A day on which something changes, the day before it, or any other."""
    turn = chance.choice(law.epochs[1:])
    return turn - DAY * chance.choice([0, 0, 1, -chance.randrange(700)])


def some_facts(chance, law):
    """Most of a law's facts, as likely near its steps as far from them."""
    return {
        name: a_value(chance, one)
        for name, one in law.rulebook.asked.items()
        if chance.random() < chance.choice([0.5, 0.99])
    }


def a_value(chance, fact):
    """A value that a fact can have."""
    if fact.unit == "yes_no":
        return chance.random() < 0.6
    if fact.choices:
        return chance.choice(fact.choices)
    if fact.unit == "date":
        return date(2005, 1, 1) + DAY * chance.randrange(9000)
    low = fact.least if fact.least is not None else Decimal(-(10**6))
    high = fact.most if fact.most is not None else Decimal(10) ** chance.randrange(1, 9)
    span = int((max(high, low) - low).scaleb(fact.places))
    return low + Decimal(chance.randint(0, span)).scaleb(-fact.places)


FACTS = {
    "amount": Fact("USD", {"en": "?"}, places=2, least=Decimal(0), name="amount"),
    "other": Fact("USD", {"en": "?"}, places=2, least=Decimal(0), name="other"),
    "is_member": Fact("yes_no", {"en": "?"}, name="is_member"),
    "is_late": Fact("yes_no", {"en": "?"}, name="is_late"),
    "kind": Fact("choice", {"en": "?"}, choices=("one", "two"), name="kind"),
}
PARAMETERS = ("rate", "limit", "keyed")
CONSTANTS = st.sampled_from([0, 1]).map(lambda one: Constant(Decimal(one)))
NUMBERS = st.sampled_from(["amount", "other", *PARAMETERS]).map(Name) | CONSTANTS
TRUTHS = st.sampled_from(["is_member", "is_late"]).map(Name)


def number_trees(numbers, truths):
    """Trees that give a number."""
    infix = st.builds(Term, st.sampled_from("+-*/"), numbers, numbers)
    bound = st.builds(Term, st.sampled_from(["at_least", "at_most"]), numbers, numbers)
    choice = st.builds(lambda c, a, b: Term("when", c, a, b), truths, numbers, numbers)
    rounded = st.builds(lambda one: Term("settle", one, Decimal("0.01"), mode="half_up"), numbers)
    return infix | bound | choice | rounded


def truth_trees(numbers, truths):
    """Trees that give a truth."""
    compared = st.builds(Term, st.sampled_from([">=", ">", "<=", "<"]), numbers, numbers)
    named = st.builds(
        lambda word, a, b: Term(word, a, b, names=("a", "b")),
        st.sampled_from(["all_of", "any_of"]),
        truths,
        truths,
    )
    return compared | named | st.builds(lambda one: Term("not_", one), truths)


@st.composite
def laws(draw):
    """A law of a few random rules, each of which may rest on those before it."""
    numbers, truths = NUMBERS, TRUTHS
    rules = {}
    for index in range(draw(st.integers(1, 4))):
        deep = number_trees(numbers, truth_trees(numbers, truths) | truths) | numbers
        tree = draw(number_trees(deep, truth_trees(deep, truths)))
        name = f"rule_{index}"
        rules[name] = in_time([rule(name, tree)])
        numbers = numbers | st.just(Name(name))
    parameters = {name: draw(parameter(name)) for name in PARAMETERS}
    return Law.of(Rulebook("random", {"on": ON, **FACTS}, parameters, rules))


def rule(name, tree):
    return Rule(name, lambda: tree, "USD", Citation("A"), says={"en": name}, place=name)


@st.composite
def parameter(draw, name):
    """A parameter of two rows with a gap between them now and then."""
    keys = ("one", "two") if name == "keyed" else ("",)
    first, second = (
        {key: draw(MONEY) for key in keys},
        {key: draw(MONEY) for key in keys},
    )
    until = draw(st.sampled_from([None, date(2023, 6, 30)]))
    rows = (
        Row(date(2023, 1, 1), until, first, "law", Citation("A"), "H"),
        Row(date(2024, 1, 1), None, second, "law", Citation("A"), "H"),
    )
    return Parameter(name, "s", {}, "USD", rows, by="kind" if name == "keyed" else "")
