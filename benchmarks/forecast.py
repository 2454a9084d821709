"""How long the forecast and its whole record take on the real series, beside peers.

    python benchmarks/forecast.py [runs]

Ours: every method at every past month, bands and fiscal-year totals from simulated futures. Beside
it one fit of statsmodels' Theta and, where the extra `forecast` is installed, one fit of AutoTheta,
AutoETS and AutoARIMA, each times the origins of the record, without bands.
"""

import statistics
import sys
import time
import warnings
from importlib.util import find_spec

import numpy as np

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report.findings import Findings
from baramad.track.methods import theta

AHEAD = 24


def seconds(work, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def statsmodels_theta(values):
    from statsmodels.tsa.forecasting.theta import ThetaModel

    return ThetaModel(values, period=12).fit().forecast(AHEAD)


def peers(values):
    yield "Theta, ours", lambda: theta(values, AHEAD)
    if find_spec("statsmodels"):
        yield "Theta, statsmodels", lambda: statsmodels_theta(values)
    if find_spec("statsforecast"):
        from statsforecast import models

        for name in ("AutoTheta", "AutoETS", "AutoARIMA"):
            model = getattr(models, name)(season_length=12)
            yield f"{name}, statsforecast", lambda m=model: m.forecast(values, AHEAD)


def main(runs=5):
    warnings.simplefilter("ignore")
    pack = read_pack(folder_of("pk"))
    months = Findings(pack).forecast.run.months
    values = np.array([float(one.value) for one in months])
    origins = len(values) - 36
    whole = seconds(lambda: Findings(pack).forecast, runs)
    print(f"{'forecast with its record, four methods':<40} {whole:8.3f} s   {origins} origins")
    for name, fit in peers(values):
        one = seconds(fit, runs)
        print(f"{name + ', one fit':<40} {one:8.4f} s   {one * origins:8.2f} s for all origins")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:2]))
