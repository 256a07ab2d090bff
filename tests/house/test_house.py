"""The house rules that a formatter cannot see: short rooms, lock files without hosts, law only in the policy folder."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
PYTHON = sorted(
    path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py") if path.stat().st_size
)
HOST = re.compile(r"https?://|\b[\w-]+\.(?:org|com|net|io|dev|cloud)\b")


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_can_be_read_at_a_glance(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in functions(ast.parse(text))
        if node.end_lineno is not None and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"])
def test_a_lock_file_names_no_host_and_pins_every_package_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert HOST.findall(text) == []
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if entry and not entry.startswith("#")]
    assert len(entries) > 5
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_the_host_checker_finds_a_planted_host() -> None:
    assert HOST.search("--index-url https://packages.example.org/simple")


def numbers_of_days_and_money(text: str) -> list[str]:
    """Return numbers in Python code that look like law: 60, 180, 500, 303."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
            value = node.value
            if isinstance(value, int | float) and value in {60, 75, 500, 303, 150, 2500, 18, 21}:
                found.append(str(value))
            elif isinstance(value, str) and re.search(r"\b(303\.11|\$500|60 days|Clearinghouse)\b", value):
                found.append(value)
    return found


def without_docstrings(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0].value.value = ""
    return ast.unparse(tree)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT / "src"))
)
def test_no_amount_span_or_paragraph_of_the_law_stands_in_python(path: Path) -> None:
    text = without_docstrings(path.read_text(encoding="utf-8"))
    allowed = {"60 days"} if path.name == "spans.py" else set()
    found = [each for each in numbers_of_days_and_money(text) if not any(word in each for word in allowed)]
    assert found == []


def test_the_law_checker_finds_a_planted_amount() -> None:
    assert numbers_of_days_and_money("limit = 500\nnotice = 60") == ["500", "60"]


def test_the_policy_folder_holds_no_python() -> None:
    assert list((ROOT / "src/caseclose/policy").rglob("*.py")) == []


def test_the_python_versions_in_the_readme_and_the_package_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    assert "Python 3.11 to 3.13" in (ROOT / "README.md").read_text(encoding="utf-8")


def branches(needs: dict[str, set[str]]) -> list[str]:
    """Return migrations that more than one other stands on, or that none does beside the last one."""
    counted = Counter(each for names in needs.values() for each in names)
    return sorted(name for name in needs if counted[name] > 1) + sorted(name for name in needs if not counted[name])[1:]


def test_the_migrations_are_one_chain() -> None:
    folder = ROOT / "src/caseclose/casework/migrations"
    found = re.compile(r'\("casework", "(\d{4}_\w+)"\)')
    needs = {path.stem: set(found.findall(path.read_text(encoding="utf-8"))) for path in folder.glob("0*.py")}
    assert branches(needs) == []


def test_the_chain_checker_finds_a_planted_branch() -> None:
    assert branches({"0001_a": set(), "0002_b": {"0001_a"}, "0003_c": {"0001_a"}}) == ["0001_a", "0003_c"]
