"""How fast the law answers, beside other engines on the same rules, in one run.

    python benchmarks/rules.py [--rounds 3] [--keep FOLDER]

Each peer is installed from the package index into an environment of its own, which is thrown away
afterwards (or kept in FOLDER for the next run); one that cannot be installed is left out. The
engines take turns, each in a fresh process, so that a busy machine troubles all of them alike.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PEERS = Path(__file__).with_name("peers")
ENGINES = {
    "OpenFisca-Core": ("openfisca.txt", ["with_openfisca.py", "openfisca_core"]),
    "PolicyEngine-Core": ("policyengine.txt", ["with_openfisca.py", "policyengine_core"]),
    "ZEN": ("zen.txt", ["with_zen.py"]),
    "Polars": ("polars.txt", ["with_polars.py"]),
}
OWN = "Baramad"
TIMES = {  # line: what to hold, in seconds
    "answer, 3 rules": 15e-6,
    "answer, 200 rules": 0.5e-3,
    "explained answer": 0.1e-3,
    "explained answer as JSON": 0.1e-3,
    "reform made": 0.02e-3,
    "reform seen by columns": None,
    "reform seen by a population": None,
}
RATES = {  # line: what to hold, in rows a second
    "population": 100e6,
    "population, outputs reused": None,
    "population, totals only": None,
    "population, 2 threads": 100e6,
    "population, 2 threads, outputs reused": None,
    "population, 2 threads, totals only": None,
    "columns": 15e6,
    "columns, presorted": 15e6,
    "booking": None,
}
COUNTS = {  # line: the most that may be
    "wrong cents in a million": 0,
    "compiled by reforms": 0,
    "memory beside outputs, MiB": 64,
}


def installed(folder, requirements):
    """Python of an environment with a peer in it, or None when it cannot be had."""
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "-q", "-r", PEERS / requirements]
        ended = subprocess.run(install, capture_output=True, text=True, check=False)
        if ended.returncode:
            print(f"left out: {requirements} cannot be installed here")
            print("   ", ended.stderr.strip().splitlines()[-1] if ended.stderr else "")
            return None
        done.touch()
    return python


def figures(python, script):
    """What a worker prints, or None when it fails."""
    command = [python, PEERS / script[0], *script[1:]]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        print(f"left out: {' '.join(script)} fails: {ended.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(ended.stdout.strip().splitlines()[-1])


def rounds(pythons, count):
    """Figures of every engine by round; an engine that fails once takes no further turn."""
    found = {name: [] for name in pythons}
    for _ in range(count):
        for name in list(found):
            script = ENGINES[name][1] if name in ENGINES else ["with_baramad.py"]
            one = figures(pythons[name], script)
            if one is None:
                del found[name]
            else:
                found[name].append(one)
    return found


def check_same(found):
    """Refuse to compare engines that do not compute the same."""
    own = found[OWN][0]
    for name, runs in found.items():
        for key in ("answer", "sums"):
            for mine, other in zip(own[key], runs[0].get(key, own[key]), strict=True):
                assert abs(mine - other) <= 1e-4 * abs(mine), (name, key, mine, other)


def medians(found):
    return {
        name: {
            line: statistics.median(one[line] for one in runs)
            for line in runs[0]
            if line not in ("answer", "sums")
        }
        for name, runs in found.items()
    }


def shown(line, value):
    if line in TIMES:
        return f"{value * 1e6:,.1f} us" if value < 1e-3 else f"{value * 1e3:,.2f} ms"
    return f"{value / 1e6:,.1f} M/s" if line in RATES else f"{value:,.0f}"


def lines(table):
    """A line for each thing measured: ours and what to hold, then each peer and the ratio to it."""
    for line, hold in {**TIMES, **RATES, **COUNTS}.items():
        own = table[OWN].get(line)
        if own is None:
            continue
        is_held = hold is None or (own >= hold if line in RATES else own <= hold)
        mark = "" if hold is None else f"hold {shown(line, hold)}: {'yes' if is_held else 'NO'}"
        yield f"{line:<38} {shown(line, own):>14}   {mark}"
        for name, one in table.items():
            peers = line.replace(", 2 threads", "").replace(" as JSON", "")
            if name == OWN or (other := one.get(line, one.get(peers))) is None:
                continue
            ratio = ""
            if own and other and line not in COUNTS:
                ratio = f"{own / other if line in RATES else other / own:,.1f} x"
            yield f"    {name:<34} {shown(line, other):>14}   {ratio}"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--keep", type=Path, help="folder for the peers' environments")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as throw_away:
        folder = chosen.keep or Path(throw_away)
        pythons = {OWN: Path(sys.executable)}
        for name, (requirements, _) in ENGINES.items():
            python = installed(folder / Path(requirements).stem, requirements)
            if python:
                pythons[name] = python
        found = rounds(pythons, chosen.rounds)
    check_same(found)
    print(f"medians of {chosen.rounds} rounds; a ratio above 1 says that Baramad is quicker")
    for line in lines(medians(found)):
        print(line)


if __name__ == "__main__":
    main()
