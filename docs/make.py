"""The parts of the documents that a program can write: the map, the README's output and picture.

    python docs/make.py            write them
    python docs/make.py --check    exit with 1 and say which are out of date

In Markdown, what stands between `<!-- made: COMMAND -->` and `<!-- end -->` is the output of the
command; `map`, `systems` and the like are the functions below. The tutorials' commands run one
after the other in an empty folder, where `<!-- file: PATH -->` writes the block that follows,
`more` adds it and `change` makes the change that it shows.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "baramad"
MADE = re.compile(r"(<!-- made: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
BOOKED = re.compile(r"^(Booked on) .* UTC by .*")  # the clock and the user are the reader's own
STEP = re.compile(
    r"(<!-- made: (?P<made>.+?) -->\n).*?(<!-- end -->)"
    r"|<!-- (?P<how>file|more|change): (?P<path>.+?) -->\n```\w+\n(?P<text>.*?)```\n",
    re.DOTALL,
)
DOCUMENTS = ("README.md", "docs/model.md", "docs/commands.md", "docs/rules.md")
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
    from baramad.policy.load import load_law

    strategy, law = read_pack(folder_of("pk")), load_law(folder_of("pk"))
    rows = Counter(one.system for one in law.parameters.values() for _ in one.rows)
    rules = Counter(versions[-1].system for versions in law.rules.values())
    lines = ["| system | what it is | claims | indicators measured | rows of law | rules |"]
    lines.append("|---|---|---:|---:|---:|---:|")
    for system in strategy.systems:
        measured = sum(bool(strategy.evidence.observed(one.key)) for one in system.indicators)
        indicators = f"{measured} of {len(system.indicators)}" if system.indicators else "none"
        title = system.title["en"]
        tracked = f"{len(system.claims)} | {indicators}"
        law_of = f"{rows[system.name]} | {rules[system.name]}"
        lines.append(f"| `{system.name}` | {title} | {tracked} | {law_of} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Every command with its help."""
    texts = []
    for words in command_names():
        title = " ".join(["baramad", *words])
        texts.append(f"## {title}\n\n```text\n{answered([*words, '--help'])[0]}```\n")
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


def checks() -> str:
    """Every mistake of the error gallery of the law, with what is said about it."""
    lines = ["| slip | what is said |", "|---|---|"]
    for path in sorted((ROOT / "tests" / "policy" / "gallery").glob("*.txt")):
        if path.stem != "many-at-once":
            slip = path.stem.replace("-", " ")
            first, *_ = path.read_text(encoding="utf-8").strip().split("\n\n")
            *_, reason, remedy = first.splitlines()
            lines.append(f"| {slip} | {reason} {remedy} |".replace("{pack}/", ""))
    return "\n".join(lines) + "\n"


def words() -> str:
    """The vocabulary of rules, each word with the first line of its docstring."""
    import inspect

    from baramad.policy import vocabulary

    lines = ["| word | what it gives |", "|---|---|"]
    for name, word in vars(vocabulary).items():
        if name in vocabulary.WORDS:
            arguments = str(inspect.signature(word)).partition(" ->")[0]
            told = re.sub(r": '?\w+'?| = '.*?'", "", arguments)
            lines.append(f"| `{name}{told}` | {inspect.getdoc(word).splitlines()[0]} |")
    return "\n".join(lines) + "\n"


MAKERS = {"systems": systems, "commands": commands, "checks": checks, "words": words}


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


def tutorial(text: str, files: Path | None = None) -> str:
    """A tutorial with its steps gone through again, in a folder that is thrown away."""
    with scratch() as folder:
        if files:
            shutil.copytree(files, folder, dirs_exist_ok=True)
        return STEP.sub(lambda found: step(found, folder), text)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder to work in; Python keeps no compiled text of what is written there."""
    here, writes = Path.cwd(), sys.dont_write_bytecode
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.dont_write_bytecode = True
        try:
            yield Path(folder)
        finally:
            os.chdir(here)
            sys.dont_write_bytecode = writes


def step(found: re.Match[str], folder: Path) -> str:
    """One step of the tutorial done, and its text with what came of it."""
    if found["made"]:
        return found[1] + typed(found["made"]) + found[3]
    path = folder / found["path"]
    if found["how"] == "change":
        old, new = sides(found["text"])
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path.name} holds this {text.count(old)} times:\n{old}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    else:
        with path.open("w" if found["how"] == "file" else "a", encoding="utf-8") as file:
            file.write(found["text"])
    linecache.checkcache()
    return found[0]


def sides(diff: str) -> tuple[str, str]:
    """The two texts of a change: lines with a minus are in the first, with a plus in the second."""
    lines = diff.splitlines(keepends=True)
    texts = [line[1:] if len(line) > 1 else line for line in lines]
    old = "".join(text for line, text in zip(lines, texts, strict=True) if line[0] != "+")
    return old, "".join(text for line, text in zip(lines, texts, strict=True) if line[0] != "-")


def typed(line: str) -> str:
    """A line as it is typed in a terminal, and what is printed then."""
    command, _, code = line.partition("; echo $")
    name, *arguments = shlex.split(command)
    if name != "baramad":
        subprocess.run([name, *arguments], check=True)
        return f"```console\n$ {line}\n```\n"
    text, status = answered(arguments)
    assert code or not status, f"{command} exits with {status}:\n{text}"
    shown = f"{text}{status}\n" if code else text
    return f"```console\n$ {line}\n{shown}```\n"


def answered(arguments: list[str]) -> tuple[str, int]:
    """What a command prints to a terminal, and its exit code; run in this process, to be quick."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from baramad.cli.app import app

    command = get_command(app)
    for word in arguments[:2]:
        command = getattr(command, "commands", {}).get(word, command)
    has_format = any("--format" in one.opts for one in command.params)
    table = ["--format", "table"] if has_format and "--format" not in arguments else []
    done = CliRunner(env={"NO_COLOR": "1", "COLUMNS": COLUMNS}).invoke(app, [*arguments, *table])
    lines = [BOOKED.sub(r"\1 ...", line.rstrip()) for line in done.output.splitlines()]
    return "\n".join(lines).replace(str(Path.cwd()), "") + "\n", done.exit_code


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
    path = ROOT / "docs" / "tutorial.md"
    wanted[path] = tutorial(path.read_text(encoding="utf-8"))
    path = ROOT / "docs" / "books.md"
    wanted[path] = tutorial(path.read_text(encoding="utf-8"), ROOT / "docs" / "books")
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
