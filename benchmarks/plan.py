"""The plan's engine beside its peers, in one run on this machine.

    python benchmarks/plan.py            all of it; makes environments for the peers
    python benchmarks/plan.py --alone    our own figures only

Futures a second by batch, by wall clock and by processor time; the share of the arithmetic that two
processors were measured to do; EMA Workbench driving the same model; PySD running its translation;
memory at ten million futures; the first answer of a cold process.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from plan_peers import RESULT, write_peers

from baramad.packs import folder_of
from baramad.plan import fast
from baramad.plan.ensemble import Plan, run
from baramad.plan.executor import Here
from baramad.plan.generate import kernel_text
from baramad.plan.model import model
from baramad.plan.problem import outcomes_of
from baramad.policy.scenario_file import load_scenarios

WORKERS = os.cpu_count() or 1
PEERS = {"ema": ["ema_workbench==2.5.3", "numba"], "pysd": ["pysd==3.14.3"]}
PEAK = """
import numpy as np
from numba import njit

@njit(nogil=True, fastmath=True)
def peak(n):
    a = np.arange(96.0)
    for _ in range(n):
        for i in range(96):
            a[i] = a[i] * 0.999999 + 1e-9
    return a.sum()
"""


def operations():
    """Arithmetic operations of a month, counted in the text that is compiled."""
    text = kernel_text(model())
    month = text[text.index("def month") : text.index("def ended")]
    signs = [" + ", " - ", " * ", " / ", " if "]
    return sum(month.count(sign) for sign in signs) - month.count(" + i]")


def best(work, times=5):
    """Least wall time and least processor time of several runs of a piece of work."""
    wall, used = [], []
    for _ in range(times):
        begin, spent = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - begin)
        used.append(time.process_time() - spent)
    return min(wall), min(used)


def peak_operations():
    """Multiplications and additions a second of one processor, by its own time."""
    from concurrent.futures import ThreadPoolExecutor

    names = {}
    exec(compile(PEAK, "peak", "exec"), names)  # noqa: S102  # the text above
    names["peak"](10)
    n = 4_000_000
    with ThreadPoolExecutor(1) as pool:
        _, used = best(lambda: pool.submit(names["peak"], n).result(), 3)
    return 2 * 96 * n / used


def own(plan, scenario):
    """Our own rates: futures a second by wall clock with all workers, and by processor time."""
    rates = {}
    for futures, times in ((100_000, 7), (1_000_000, 3)):
        problem = plan.problem(scenario, futures=futures, engine="fast")
        here = Here(WORKERS)
        run(problem, 1_000, here)
        wall, used = best(lambda p=problem, e=here, n=futures: run(p, n, e), times)
        rates[futures] = futures / wall, futures / used
    problem = plan.problem(scenario, futures=10, engine="reference")
    wall, _ = best(lambda: run(problem, 10_000, Here(1)), 3)
    return rates, 10_000 / wall


def environment(folder, name):
    """Python of a peer's own environment, or None when its packages cannot be had."""
    home = folder / name
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *PEERS[name]]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: skipped, its packages cannot be installed here")
        return None
    return python


def peers(folder, plan, scenario):
    problem = plan.problem(scenario, futures=10, engine="fast")
    write_peers(folder, problem)
    shutil.copy(fast.kernel().__file__, folder / "kernel.py")
    rates = {}
    if python := environment(folder, "ema"):
        for kind, n in (("plain", 400), ("compiled", 3_000)):
            words = [python, "ema.py", kind, str(n)]
            done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
            rates[f"EMA Workbench, {kind}"] = float(done.stdout.split()[-1])
    if python := environment(folder, "pysd"):
        words = [python, "run_pysd.py", "20"]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
        rates["PySD"], totals = json.loads(done.stdout.splitlines()[-1])
        ours = outcomes_of(problem, problem.draws.values(0, 1), [RESULT])[0, :, 0]
        np.testing.assert_allclose(totals, ours, rtol=1e-9)
        print("PySD's translation gives our totals to nine digits")
    return rates


COLD = """
import resource, time
from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.policy.scenario_file import load_scenarios
plan = Plan.of(folder_of("pk"))
scenario = load_scenarios(folder_of("pk"), plan.book)["announced"]
found = plan.run(scenario, futures={futures}, engine="{engine}")
assert found.is_whole
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def process(futures, engine):
    """Seconds and MiB of a whole process that runs some futures."""
    code = COLD.format(futures=futures, engine=engine)
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, float(done.stdout)


def main(arguments):
    if not fast.is_fast():
        print("skipped: numba is not installed, so there is no fast engine to measure")
        return
    plan = Plan.of(folder_of("pk"))
    scenario = load_scenarios(folder_of("pk"), plan.book)["announced"]
    peak, count = peak_operations(), operations()
    print(f"{len(model().stocks)} stocks, {count} operations a month, 120 months, float64")
    print(f"arithmetic bound {peak / 1e9:.1f} thousand million operations/s a processor")
    rates, reference = own(plan, scenario)
    for futures, (wall, used) in rates.items():
        share = used * count * 120 / peak
        print(f"{futures:>9,} futures: {wall / 1e6:.2f} M/s by the clock with {WORKERS} workers, "
              f"{used / 1e6:.2f} M/s a processor, {share:.0%} of the arithmetic bound")  # fmt: skip
    print(f"reference engine: {reference:,.0f}/s")
    for engine in ("reference", "fast"):
        seconds, _ = min(process(10_000, engine) for _ in range(3))
        print(f"first answer of 10,000 futures, cold process, {engine}: {seconds:.2f} s")
    seconds, size = process(10_000_000, "fast")
    print(f"10,000,000 futures: {seconds:.1f} s in all, {size:,.0f} MiB at the most")
    if "--alone" in arguments:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, rate in peers(Path(folder), plan, scenario).items():
            print(f"{name}: {rate:,.0f}/s, ours {rates[100_000][0] / rate:,.0f} times as many")


if __name__ == "__main__":
    main(sys.argv[1:])
