"""The parts of the documents that a program can write: the map, the README's output and picture.

    python docs/make.py            write them
    python docs/make.py --check    exit with 1 and say which are out of date

In Markdown, what stands between `<!-- made: COMMAND -->` and `<!-- end -->` is the output of the
command; `map`, `systems` and the like are the functions below.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "baramad"
MADE = re.compile(r"(<!-- made: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
DOCUMENTS = ("README.md", "docs/model.md", "docs/commands.md")
COLUMNS = "92"


def room_order() -> list[str]:
    """Rooms from the top floor down, as the import contract has them."""
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8")
    layers = contract.split("layers =\n", 1)[1].split("\n\n", 1)[0]
    return [name for line in layers.splitlines() for name in re.split(r"[|\s]+", line) if name]


def charter(room: str) -> str:
    """What a room knows and never knows: the first paragraph of its docstring."""
    text = (SOURCE / room / "__init__.py").read_text(encoding="utf-8")
    return " ".join((ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0].split())


def map_page() -> str:
    """The map of the house, made of the charters."""
    lines = [
        "# Map",
        "",
        "The rooms of `src/baramad`, top floor first, in the words of their charters.",
    ]
    lines += ["", *(f"- **{room}**: {charter(room)}" for room in room_order())]
    return "\n".join(lines) + "\n"


def systems() -> str:
    """The sixteen systems with their state, counted from the pack."""
    from baramad.intake.pack import read_pack
    from baramad.packs import folder_of

    strategy = read_pack(folder_of("pk"))
    lines = ["| system | what it is | claims | indicators measured |", "|---|---|---:|---:|"]
    for system in strategy.systems:
        measured = sum(bool(strategy.evidence.observed(one.key)) for one in system.indicators)
        indicators = f"{measured} of {len(system.indicators)}" if system.indicators else "none"
        title = system.title["en"]
        lines.append(f"| `{system.name}` | {title} | {len(system.claims)} | {indicators} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Every command with its help."""
    texts = []
    for words in command_names():
        title = " ".join(["baramad", *words])
        texts.append(f"## {title}\n\n```text\n{output([*words, '--help'])}```\n")
    return "\n".join(texts)


def command_names() -> list[list[str]]:
    """Every command as its words, the root first."""
    import typer

    from baramad.cli.app import app

    found: list[list[str]] = [[]]
    root = typer.main.get_command(app)
    for name, command in root.commands.items():
        found.append([name])
        found += [[name, inner] for inner in getattr(command, "commands", {})]
    return found


def output(arguments: list[str]) -> str:
    """What a command prints to a terminal that is 92 letters wide."""
    environment = {**os.environ, "COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb"}
    program = [sys.executable, "-m", "baramad", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, env=environment, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


MAKERS = {"systems": systems, "commands": commands}


def filled(text: str) -> str:
    """A document with its made parts made again."""
    return MADE.sub(lambda found: found[1] + made(found[2]) + found[3], text)


def made(what: str) -> str:
    """One made part."""
    if what in MAKERS:
        return MAKERS[what]()
    if what.startswith("model "):
        import make_model

        return make_model.MAKERS[what]()
    command, _, head = what.partition(" | head -n ")
    lines = output(shlex.split(command)[1:]).splitlines(keepends=True)
    shown = "".join(lines[: int(head)] if head else lines)
    return f"```console\n$ {what}\n{shown}```\n"


def picture() -> str:
    """The picture of the README, drawn by the program."""
    from baramad.intake.pack import read_pack
    from baramad.packs import folder_of
    from baramad.report.figures import exports_figure
    from baramad.report.findings import Findings
    from baramad.words import language

    findings = Findings(read_pack(folder_of("pk")))
    return exports_figure(findings, language("en")).chart.svg()


def documents() -> dict[Path, str]:
    """Every made document and picture with the text that it should have."""
    wanted = {ROOT / "MAP.md": map_page(), ROOT / "docs" / "exports.svg": picture()}
    for name in DOCUMENTS:
        path = ROOT / name
        wanted[path] = filled(path.read_text(encoding="utf-8"))
    return wanted


def main(arguments: list[str]) -> int:
    stale = [
        path
        for path, text in documents().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
