"""How long the command line takes to answer: medians of whole processes, beside bare Python.

    python benchmarks/start.py [runs]

Prints one line a command: median and worst wall time, and the ratio to `python -c pass`.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

BARAMAD = str(Path(sys.executable).with_name("baramad"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "baramad --help": [BARAMAD, "--help"],
    "baramad status": [BARAMAD, "status"],
    "baramad track conflicts": [BARAMAD, "track", "conflicts"],
    "baramad track forecast": [BARAMAD, "track", "forecast"],
    "baramad report (html)": [BARAMAD, "report", "--out", "out/bench.html", "--quiet"],
    "baramad report (pdf)": [BARAMAD, "report", "--out", "out/bench.pdf", "--quiet"],
}


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs=7):
    Path("out").mkdir(exist_ok=True)
    for command in COMMANDS.values():
        seconds(command)  # warm the file cache and the bytecode
    bare = 0.0
    for name, command in COMMANDS.items():
        times = [seconds(command) for _ in range(runs)]
        median = statistics.median(times)
        bare = bare or median
        told = f"median {median:6.3f} s   worst {max(times):6.3f} s   {median / bare:6.1f} x bare"
        print(f"{name:<26} {told}")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:2]))
