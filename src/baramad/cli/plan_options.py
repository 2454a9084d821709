"""Options of `baramad plan`: which scenario, how many futures, where they are computed."""

from __future__ import annotations

from typing import Annotated

import typer

from baramad.report.findings import SEED as SEED  # noqa: PLC0414 - offered to the commands

Named = Annotated[
    str, typer.Option("--scenario", "-s", help="A scenario's name, its file, or its code.")
]
Many = Annotated[
    list[str] | None,
    typer.Option("--scenario", "-s", help="A scenario, as often as wanted; all if not given."),
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="LEVER=VALUE",
        help="Move a lever: LEVER=VALUE@2026-07 from a month on, several with commas, or "
        "LEVER=baseline, announced, delivered. Without a month: from the coming fiscal year. "
        "A share is 0.8 or 80%.",
    ),
]
Assumes = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="NAME=VALUE",
        help="Fix an assumption, or give LOW:LIKELY:HIGH. A share or a rate is 0.2 or 20%.",
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", help="AMOUNT@YEAR in USD million, as 10000@FY2027; or a target's id."),
]
Draws = Annotated[int, typer.Option("--draws", "-n", help="How many futures.")]
FewDraws = Annotated[
    int, typer.Option("--draws", "-n", min=0, help="How many futures; 0 for as many as fit.")
]
Seed = Annotated[int, typer.Option("--seed", help="Number that all luck comes from.")]
Workers = Annotated[int, typer.Option("--workers", help="Threads; 0 for one a processor.")]
ClusterAt = Annotated[
    str, typer.Option("--cluster", metavar="ADDRESS", help="Dask scheduler, as tcp://host:8786.")
]
Posterior = Annotated[
    bool | None,
    typer.Option("--posterior/--prior", help="Ranges as calibrated to the record, or as judged."),
]
Year = Annotated[int, typer.Option("--year", help="Fiscal year that is asked about.")]
Result = Annotated[str, typer.Option("--result", help="Result of the model, such as it_ites.")]
