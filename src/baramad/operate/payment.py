"""A payment abroad out of a dollar account, held against what the law permits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baramad.facts.exporter import Exporter
from baramad.measure.money import Money
from baramad.operate.receipt import Judge, written
from baramad.operate.scheme import Role
from baramad.policy.explanation import Explanation, Node
from baramad.policy.expression import COMPARISONS, Name, Term
from baramad.policy.kleene import Exact
from baramad.policy.quantity import shown
from baramad.policy.tell import label
from baramad.policy.unknown import Unknown

ALLOWED, REFUSED, REVIEW = "allowed", "refused", "to review"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a payment is allowed, refused, or for a person to look at, and why."""

    state: str
    reason: str
    rule: str
    facts: Mapping[str, str]  # those that were read
    needs: Sequence[str] = ()  # facts without which nobody can decide

    @property
    def explanation(self) -> str:
        """What an entry keeps so that the tree can be derived again."""
        return written(self.rule, self.facts)


def checked(
    judge: Judge,
    exporter: Exporter,
    role: Role,
    on: date,
    amount: Money,
    balance: Money,
    more: Mapping[str, str],
) -> Verdict:
    """Verdict on a payment of an amount out of an account with a balance."""
    scheme, law = judge.scheme.payment, judge.law
    given = {
        **exporter.facts_on(on),
        **role.facts,
        **more,
        scheme.amount: amount.amount,
        scheme.balance: max(balance, Money(0, balance.currency)).amount,
    }
    names = [one for one in (role.pays, role.reviews) if one]
    answer = law.answer(on, given, names)
    read = law.reads(on, names)
    facts = {name: one for name, one in given.items() if name in read}
    may, review = answer[role.pays], answer.get(role.reviews, False)
    if may is False:
        why = law.explain(on, given, (role.pays,))
        failed = "; ".join(dict.fromkeys(_failed(why, why.nodes[role.pays])))
        return Verdict(REFUSED, f"`{role.pays}` says no: {failed}", role.pays, facts)
    if lacks := [word for one in (may, review) for word in _lacks(one)]:
        needs = sorted({word for one in (may, review) for word in _needs(one)})
        told = f"not settled, needs {'; '.join(lacks)}"
        return Verdict(REVIEW, told, role.pays, facts, needs)
    if review:
        return Verdict(REVIEW, f"`{role.reviews}`: a person looks at it first", role.pays, facts)
    return Verdict(ALLOWED, "", role.pays, facts)


def _needs(one: Exact) -> Iterable[str]:
    """Facts alone that an answer waits for."""
    return one.needs if isinstance(one, Unknown) else ()


def _lacks(one: Exact) -> list[str]:
    """Facts that an answer waits for, and what the law leaves open."""
    if not isinstance(one, Unknown):
        return []
    return [*sorted(one.needs), *sorted(each.reason for each in one.unsettled)]


def _failed(told: Explanation, node: Node) -> Iterator[str]:
    """Conditions that do not hold and decided so, as the law has them, with what was compared."""
    tree = node.tree
    if isinstance(tree, Name):
        if tree.name in told.nodes:
            yield from _failed(told, told.nodes[tree.name])
        else:
            yield tree.name
        return
    if isinstance(tree, Term) and tree.word in COMPARISONS:
        values = " and ".join(shown(one.value) for one in node.operands)
        yield f"{label(tree)} fails with {values}"
        return
    for index in node.deciding:
        yield from _failed(told, node.operands[index])
