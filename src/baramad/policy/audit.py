"""What the worked cases of a pack find wrong or leave untried, as faults that can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.measure.fault import Fault, RequestError
from baramad.policy.case import Case, run
from baramad.policy.coverage import GIVEN, Branch, Coverage, Turn, coverage, untold
from baramad.policy.law import Law
from baramad.policy.wiring import place_of, system_of

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class SystemCoverage:
    """How much of one system its pack's cases try."""

    system: str
    rules: int
    branches: int
    tried: int
    days: int  # days of change and days before, each once for each name
    told: int  # of these, days with a case

    @property
    def percent(self) -> Decimal:
        """Share of branches and days that are tried, in percent; 100 where there are none."""
        whole = self.branches + self.days
        return Decimal(_HUNDRED * (self.tried + self.told)) / whole if whole else Decimal(_HUNDRED)


@dataclass(frozen=True, slots=True)
class Audit:
    """A law and its worked cases, gone through once."""

    law: Law
    cases: Sequence[Case]
    wrong: Sequence[Fault]  # where the law says something else than a case
    covered: Coverage
    untold: Sequence[Turn]  # days of change without a case
    days: Sequence[Turn]  # all that need one

    @property
    def percent(self) -> Decimal:
        """Share of branches and days that are tried, in percent."""
        whole = len(self.covered.branches) + len(self.days)
        open_ = len(self.covered.untried) + len(self.untold)
        return Decimal(_HUNDRED * (whole - open_)) / whole if whole else Decimal(_HUNDRED)

    @property
    def systems(self) -> list[SystemCoverage]:
        """Coverage by system, in order of the pack's files."""
        branches = Counter(self.system_of(one) for one in self.covered.branches)
        untried = Counter(self.system_of(one) for one in self.covered.untried)
        days = Counter(system_of(self.law, one.name) for one in self.days)
        untold = Counter(system_of(self.law, one.name) for one in self.untold)
        rules = Counter(versions[0].system for versions in self.law.rules.values())
        return [
            SystemCoverage(
                one,
                rules[one],
                branches[one],
                branches[one] - untried[one],
                days[one],
                days[one] - untold[one],
            )
            for one in dict.fromkeys([*rules, *days])
        ]

    def system_of(self, branch: Branch) -> str:
        """System of the rule that a branch belongs to."""
        return system_of(self.law, branch.rule)

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong or lacking."""
        return [*self.wrong, *map(self.of_branch, self.covered.untried), *self._of_days()]

    def of_branch(self, branch: Branch) -> Fault:
        """A branch without a case, as a fault."""
        what = (
            "in which it has a value"
            if branch.side == GIVEN
            else f"of `{branch.side}` in `{branch.text}`"
        )
        remedy = (
            f"Add one to cases/{self.system_of(branch)}.yaml; if none can be thought of, the rule"
            " says more than its source does."
        )
        return Fault(branch.place, f"`{branch.rule}` has no worked case {what}.", remedy)

    def _of_days(self) -> Iterator[Fault]:
        for turn in self.untold:
            reason = (
                f"No worked case of {turn.on} expects what rests on `{turn.name}`, which changes"
                " on that day or the next."
            )
            system = system_of(self.law, turn.name)
            remedy = f'Add one to cases/{system}.yaml with `on: "{turn.on}"`.'
            yield Fault(place_of(self.law, turn.name, turn.on), reason, remedy)


def audit(law: Law, cases: Sequence[Case]) -> Audit:
    """What the cases find wrong and leave untried."""
    wrong = run(law, cases)
    usable = [one for one in cases if _is_usable(law, one)] if wrong else cases
    return Audit(law, cases, wrong, coverage(law, usable), untold(law, usable), untold(law, []))


def _is_usable(law: Law, case: Case) -> bool:
    """Whether the case speaks of what there is; its faults are told already."""
    try:
        case.explained(law)
    except RequestError:
        return False
    return True
