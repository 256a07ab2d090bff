"""The second judge of closings is independent. What it judges are the lives of tests/proofs/lives.py."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.closure import oracle, oracle_criteria


def test_the_second_judge_knows_neither_the_policy_nor_the_program() -> None:
    allowed = {"__future__", "collections", "dataclasses", "datetime", "decimal", "typing", "tests"}
    for module in (oracle, oracle_criteria):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        assert {name.partition(".")[0] for name in named} <= allowed
        assert {name for name in named if name.startswith("tests")} <= {"tests.closure.oracle_criteria"}
