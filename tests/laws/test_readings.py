"""The readings of a law agree: answer, explanation, plain Python, and each on a reformed law."""

import random
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from worlds import a_day, days_of, facts_of, laws, some_facts, value_of

from baramad.policy.expression import written
from baramad.policy.unknown import Unknown

MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def plain(value):
    """A value as it can be compared: what is unknown by what it lacks."""
    if isinstance(value, Unknown):
        return (value.needs, value.unsettled)
    return (type(value) is bool, value)


def same(answer, told):
    assert {name: plain(value) for name, value in answer.items()} == {
        name: plain(told[name]) for name in answer
    }


def test_the_answer_is_the_explanations_in_every_country(any_law):
    chance = random.Random(1)  # noqa: S311  # cases, not secrets
    for _ in range(1500):
        on, facts = a_day(chance, any_law), some_facts(chance, any_law)
        same(any_law.answer(on, facts), any_law.explain(on, facts))


@MANY
@given(law=laws(), data=st.data())
def test_the_answer_is_the_explanations_in_any_law(law, data):
    on, facts = data.draw(days_of(law)), data.draw(facts_of(law))
    same(law.answer(on, facts), law.explain(on, facts))


@MANY
@given(law=laws(), data=st.data())
def test_a_known_answer_does_not_change_when_more_becomes_known(law, data):
    on, less = data.draw(days_of(law)), data.draw(facts_of(law))
    more = {**data.draw(facts_of(law)), **less}
    answer, fuller = law.answer(on, less), law.answer(on, more)
    for name, value in answer.items():
        if not isinstance(value, Unknown):
            assert plain(fuller[name]) == plain(value)


@MANY
@given(law=laws(), data=st.data())
def test_what_is_said_to_be_needed_is_not_given_and_more_is_never_unknown_for_it(law, data):
    on, facts = data.draw(days_of(law)), data.draw(facts_of(law))
    for value in law.answer(on, facts).values():
        if isinstance(value, Unknown):
            assert not value.needs & set(facts)
            assert value.needs | value.unsettled


@MANY
@given(law=laws(), data=st.data())
def test_asking_until_nothing_is_asked_leaves_only_what_the_law_leaves_open(law, data):
    on = data.draw(days_of(law))
    wanted = list(law.rules)
    known = {}
    every = {name: data.draw(one) for name, one in all_facts(law).items()}
    while question := law.ask(on, known, wanted):
        assert question.fact.name not in known
        known[question.fact.name] = every[question.fact.name]
    told = law.explain(on, known, wanted)
    for name in wanted:
        value = told[name]
        assert not isinstance(value, Unknown) or value.unsettled, written(law.rules[name][0].tree())


def all_facts(law):
    return {name: value_of(one) for name, one in law.rulebook.asked.items()}


@MANY
@given(law=laws(), since=st.dates(date(2023, 1, 1), date(2025, 1, 1)), value=st.integers(0, 9))
def test_a_reform_and_its_inverse_give_the_same_hash(law, since, value):
    step = law.step(("rate", ""), since)
    if step is None:
        return
    reform = law.set("rate", since, Decimal(value))
    assert (reform.hash == law.hash) == (step.value.value == value)
    assert reform.set("rate", since, step.value.value).hash == law.hash


@MANY
@given(law=laws(), data=st.data())
def test_a_reform_is_seen_from_its_day_on_and_not_before(law, data):
    on, facts = data.draw(days_of(law)), data.draw(facts_of(law))
    reform = law.hold("rate", on, "7").hold("limit", on, "7").hold("keyed", on, "7")
    assert reform.answer(on, facts, ["rate"]) == {"rate": Decimal(7)}
    before = max(on.replace(year=on.year - 1), law.epochs[1])
    if before < on:
        same(reform.answer(before, facts), law.explain(before, facts))
