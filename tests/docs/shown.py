"""What a document shows to be run: blocks of commands, SQL and Python, read and carried out in one folder.

- ```console: a line that begins with `$ ` is a command; the lines under it are what it prints. `…` stands for lines, or
  for the rest of a line, that are left out. `$ echo $?` with a number under it says how the command before it exits;
  a command without that exits with 0.
- ```sql is run by DuckDB, ```python by Python. Other blocks are not run.
- ```toml whose first line is `# path/of/a/file` is a part of that file.
"""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
from click.testing import CliRunner

from caseclose.cli.main import caseclose

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(path for path in (ROOT / "docs").rglob("*.md")),
]
LEFT_OUT = "…"
FEW_CASES = "--cases 200"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block of a document."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Step:
    """One command, the lines shown under it, and the exit code that the document says it has."""

    command: str
    shown: tuple[str, ...]
    code: int


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it exited."""

    output: str
    code: int


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a document's text."""
    return [Block(m[1], m[2], page.count("\n", 0, m.start()) + 1) for m in _FENCE.finditer(page)]


def steps(block: str) -> list[Step]:
    """Return the commands of a console block. `echo $?` is no step; it gives the one before it its exit code."""
    found: list[Step] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        if command == "echo $?":
            found[-1] = Step(found[-1].command, found[-1].shown, int(shown[0]))
        else:
            found.append(Step(command, tuple(shown), 0))
    return found


def run(command: str) -> Ran:
    """Run one shown command in the current folder: `caseclose …`, perhaps with `> file`, or `cat file`."""
    words = shlex.split(re.sub(r"--cases \d+", FEW_CASES, command), comments=True)
    program, *rest = words
    if program == "cat":
        return Ran(Path(rest[0]).read_text(encoding="utf-8"), 0)
    if program != "caseclose":
        raise ValueError(f"only caseclose and cat are run, not {program!r}")
    target = rest[-1] if ">" in rest else ""
    rest = rest[: rest.index(">")] if target else rest
    result = CliRunner().invoke(caseclose, rest, prog_name="caseclose", env={"COLUMNS": "120"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if target:
        Path(target).write_text(result.stdout, encoding="utf-8")
    return Ran("" if target else result.output, result.exit_code)


def faults_of_step(step: Step, ran: Ran) -> list[str]:
    """Return in what a command did something else than the document shows."""
    faults = [] if ran.code == step.code else [f"exits with {ran.code}, not {step.code}: {ran.output[-400:]}"]
    printed = [" ".join(line.split()) for line in ran.output.splitlines()]
    for line in step.shown:
        wanted = " ".join(line.split())
        if wanted in {LEFT_OUT, ""}:
            continue
        place = next((n for n, got in enumerate(printed) if _same(wanted, got)), None)
        if place is None:
            faults.append(f"does not print (or not in this order): {wanted}")
        else:
            printed = printed[place + 1 :]
    return faults


def _same(wanted: str, got: str) -> bool:
    return got.startswith(wanted[:-1].rstrip()) if wanted.endswith(LEFT_OUT) else got == wanted


def faults_of_page(text: str) -> list[str]:
    """Run every block of a document that is shown to be run, in order and in the current folder. Return the faults."""
    faults = []
    for block in blocks(text):
        if block.kind == "console":
            for step in steps(block.text):
                faults += [
                    f"line {block.line}: {step.command}: {fault}" for fault in faults_of_step(step, run(step.command))
                ]
        elif block.kind == "sql":
            with duckdb.connect() as connection:
                connection.execute(block.text)
        elif block.kind == "python":
            script = Path("shown_block.py")
            script.write_text(block.text, encoding="utf-8")
            runpy.run_path(str(script))
    return faults


def folder_with_docs(folder: Path) -> Path:
    """Put what documents lean on into `folder`: a copy of docs/, as a reader at the root has it."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder


def faults_of_excerpt(block: Block, root: Path) -> list[str]:
    """Return what a TOML block shows that its file does not have. Blocks that name no file are not checked."""
    first, _, rest = block.text.partition("\n")
    named = re.fullmatch(r"# ((?:src|docs)/\S+\.toml)", first)
    if block.kind != "toml" or named is None:
        return []
    if not (root / named[1]).is_file():
        return [f"line {block.line}: there is no file {named[1]}"]
    text = (root / named[1]).read_text(encoding="utf-8")
    pieces = [piece.strip("\n") for piece in re.split(rf"^# {LEFT_OUT}$", rest, flags=re.MULTILINE)]
    place, faults = 0, []
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            faults.append(f"line {block.line}: {named[1]} has no such part, or not in this order: {piece[:80]!r}")
        place = max(found, place)
    return faults


_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def anchor(heading: str) -> str:
    """Return the name under which a heading can be linked to."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def faults_of_links(page: Path, text: str) -> list[str]:
    """Return the links of a document that lead to no file of the repository, or to no heading in it."""
    faults = []
    for target in _LINK.findall(_FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, name = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists():
            faults.append(f"{page.name}: {target} leads to nothing")
        elif name and name not in {anchor(each) for each in _HEADING.findall(file.read_text(encoding="utf-8"))}:
            faults.append(f"{page.name}: {target}: there is no such heading")
    return faults
