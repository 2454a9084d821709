"""The plan's answers by the clock: first answer of a cold process, contributions, budget, require.

    python benchmarks/answers.py

Machine code and calibration are kept from an earlier run; times are wall and processor seconds.
"""

import resource
import subprocess
import sys
import time

from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.plan.budget import best_split
from baramad.plan.contribution import contributions
from baramad.plan.design_point import design_point
from baramad.plan.ensemble import Plan
from baramad.plan.players import moved_levers
from baramad.plan.require import require
from baramad.plan.sensitivity import shares, tornado
from baramad.plan.terms import Question, Terms
from baramad.policy.scenario_file import load_scenarios

SINCE, TARGET = Month(2026, 7), 10e9


def told(name, wall, used, what=""):
    print(f"{name:<52}{wall:8.2f} s{used:8.2f} s cpu  {what}")


def timed(name, work, what=""):
    begin, spent = time.perf_counter(), time.process_time()
    found = work()
    told(name, time.perf_counter() - begin, time.process_time() - spent, what)
    return found


def command(*words):
    """A command in a process of its own, the best of three."""
    best = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "baramad", "plan", *words, "-f", "csv"], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        wall = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best.append((wall, spent))
    told(f"baramad plan {' '.join(words)}", *min(best))


def main():
    command("run", "--prior")
    command("run")
    command("compare", "--prior")
    plan = Plan.of(folder_of("pk"))
    scenarios = load_scenarios(folder_of("pk"), plan.book)
    announced = Question(plan, scenarios["announced"], "ict_total", 2027, Terms(engine="fast"))
    delivered = Question(plan, scenarios["as-delivered"], "ict_total", 2029, Terms(engine="fast"))
    players = [(one,) for one in moved_levers(plan, scenarios["announced"])[:10]]
    contributions(announced, players=players[:2], draws=8)
    found = timed(
        "Shapley, 10 levers x 1,000 futures",
        lambda: contributions(announced, players=players, draws=1_000),
    )
    print(f"{'':<52}adds up to {found.gap:.1e} of the whole")
    timed("Shapley, 17 levers in 14 systems x 183", lambda: contributions(announced))
    count = timed("shares of the variance, 2 x 4,096 futures", lambda: shares(delivered))
    print(f"{'':<52}{len(count)} assumptions, {(len(count) + 2) * 4096:,} runs")
    timed("tornado", lambda: tornado(delivered))
    timed("budget, 9 levers, with fresh futures", lambda: best_split(delivered, 3e8, SINCE, TARGET))
    timed("design point, with its chance counted", lambda: design_point(delivered, TARGET))
    timed("require, all views", lambda: require(delivered, TARGET, 0.5, SINCE))


if __name__ == "__main__":
    main()
