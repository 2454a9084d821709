"""The plan's model written for its peers: plain Python, EMA Workbench, Vensim's text for PySD."""

import json
import textwrap

import numpy as np

from baramad.plan.model import model
from baramad.plan.writer import plain
from baramad.policy.expression import INFIX, Constant, Name

RESULT = "ict_total"


def python_text():
    """One future as a plain Python function: assumptions and given in, yearly totals out."""
    known = model()
    lines = ["def future(a, shocks, given):", "    total = []"]
    lines += [f"    {name} = a[{at}]" for at, name in enumerate(known.assumptions)]
    lines += [f"    {name} = {plain(known, one.tree())}" for name, one in known.once.items()]
    lines += [f"    {name} = {one.start or 0.0}" for name, one in known.stocks.items()]
    lines += ["    for t in range(120):", "        if t % 12 == 0:", "            year = 0.0"]
    shock = next(iter(known.shocks))
    lines += [f"            {shock} = shocks[t // 12]"]
    lines += [f"        {', '.join(known.given)} = given[t]"]
    lines += [f"        {name} = {plain(known, one.tree())}" for name, one in known.monthly.items()]
    for name, one in known.stocks.items():
        change = "".join([f" + {g}" for g in one.gains] + [f" - {x}" for x in one.losses])
        lines.append(f"        {name} = {name}{change}")
    lines += [f"        year += {known.results[RESULT].of}"]
    lines += ["        if t % 12 == 11:", "            total.append(year)", "    return total"]
    return "\n".join(lines) + "\n"


def vensim(tree):
    """A tree in Vensim's notation."""
    if isinstance(tree, Name):
        constant = model().constants.get(tree.name)
        return str(constant.value) if constant else tree.name
    if isinstance(tree, Constant):
        return str(tree.value)
    parts = [vensim(one) for one in tree.operands]
    if tree.word in INFIX:
        return f"({parts[0]} {tree.word} {parts[1]})"
    return f"{ {'at_least': 'MAX', 'at_most': 'MIN'}[tree.word] }({', '.join(parts)})"


def vensim_text(values, given):
    """The whole model as a Vensim file, with the first future's values."""
    known = model()
    count = len(known.assumptions)
    parts = ["{UTF-8}"]
    parts += [f"{name} = {float(values[at, 0])!r}" for at, name in enumerate(known.assumptions)]
    shock = next(iter(known.shocks))
    parts.append(f"{shock} = {series(np.repeat(values[count:, 0], 12))}")
    parts += [f"{name} = {series(given[:, at])}" for at, name in enumerate(known.given)]
    parts += [f"{name} = {vensim(one.tree())}" for name, one in known.equations.items()]
    for name, one in known.stocks.items():
        flow = " ".join([f"+ {g}" for g in one.gains] + [f"- {x}" for x in one.losses])
        parts.append(f"{name} = INTEG({flow.removeprefix('+ ')}, {one.start or 0})")
    parts += ["INITIAL TIME = 0", "FINAL TIME = 119", "TIME STEP = 1", "SAVEPER = TIME STEP"]
    return parts[0] + "\n" + "".join(f"{one}\n\t~\t\n\t~\t\n\t|\n\n" for one in parts[1:])


def series(row):
    pairs = ",".join(f"({t},{float(value)!r})" for t, value in enumerate(row))
    return f"WITH LOOKUP(Time, ([(0,0)-(120,1)],{pairs}))"


EMA = textwrap.dedent('''
    """EMA Workbench over one function a future; prints futures a second."""
    import json, logging, sys, time
    import numpy as np
    from ema_workbench import Model, RealParameter, ArrayOutcome, perform_experiments
    from ema_workbench.em_framework import SequentialEvaluator
    logging.disable(logging.CRITICAL)
    from single import future
    data = json.load(open("data.json"))
    names, low, high = data["names"], data["low"], data["high"]
    count, given, shocks = data["assumptions"], data["given"], data["shocks"]
    if sys.argv[1] == "compiled":
        from kernel import outcomes_of
        matrix = np.zeros((count + len(shocks), 1)); matrix[count:, 0] = shocks
        table, chosen = np.array(given), np.array([data["result"]])
        found = np.zeros((1, 10, 1))
        def run(**values):
            matrix[:count, 0] = [values[name] for name in names]
            outcomes_of(matrix, table, 12, chosen, found)
            return {"total": found[0, :, 0].copy()}
    else:
        def run(**values):
            return {"total": np.array(future([values[name] for name in names], shocks, given))}
    one = Model("plan", function=run)
    one.uncertainties = [RealParameter(n, a, b) for n, a, b in zip(names, low, high)]
    one.outcomes = [ArrayOutcome("total")]
    with SequentialEvaluator(one) as evaluator:
        perform_experiments(one, scenarios=20, evaluator=evaluator)
        n, begin = int(sys.argv[2]), time.perf_counter()
        perform_experiments(one, scenarios=n, evaluator=evaluator)
        print(n / (time.perf_counter() - begin))
''')

PYSD = textwrap.dedent('''
    """PySD over its translation; prints futures a second and the first future's totals."""
    import json, sys, time, warnings
    warnings.simplefilter("ignore")
    import pysd
    data = json.load(open("data.json"))
    model = pysd.read_vensim("plan.mdl")
    wanted = [data["flow"]]
    first = model.run(return_columns=wanted)[data["flow"]].to_numpy()
    n, begin = int(sys.argv[1]), time.perf_counter()
    for i in range(n):
        model.run(params={name: data["many"][at][i] for at, name in enumerate(data["names"])},
                  return_columns=wanted)
    rate = n / (time.perf_counter() - begin)
    print(json.dumps([rate, first.reshape(10, 12).sum(axis=1).tolist()]))
''')


def write_peers(folder, problem):
    """Everything that the peers need, in a folder."""
    known, values = model(), problem.draws.values(0, 50)
    count = len(known.assumptions)
    given = problem.given()
    tables = problem.draws.tables
    (folder / "single.py").write_text(python_text())
    (folder / "plan.mdl").write_text(vensim_text(values, given))
    (folder / "ema.py").write_text(EMA)
    (folder / "run_pysd.py").write_text(PYSD)
    data = {
        "names": known.assumptions, "assumptions": count, "given": given.tolist(),
        "low": tables[:count].min(axis=1).tolist(),
        "high": (tables[:count].max(axis=1) * (1 + 1e-12) + 1e-12).tolist(),
        "shocks": values[count:, 0].tolist(), "many": values[:count].tolist(),
        "flow": known.results[RESULT].of, "result": list(known.results).index(RESULT),
    }  # fmt: skip
    (folder / "data.json").write_text(json.dumps(data))
