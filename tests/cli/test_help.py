"""Every command says what it does and names each of its options."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from caseclose.cli.console import CHECK_FAILED, OK, ROWS_REFUSED, UNUSABLE
from caseclose.cli.main import caseclose
from tests.cli.running import run

Path = tuple[str, ...]


def commands(group: click.Command, path: Path = ()) -> Iterator[tuple[Path, click.Command]]:
    yield path, group
    if isinstance(group, click.Group):
        for name, command in sorted(group.commands.items()):
            yield from commands(command, (*path, name))


ALL = dict(commands(caseclose))


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "caseclose")
def test_the_help_of_a_command_says_what_it_does_and_names_each_option(path: Path) -> None:
    command, ran = ALL[path], run(*path, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(('caseclose', *path))}")
    assert command.help
    assert command.help.split("\n", 1)[0].split(".")[0] in " ".join(ran.out.split())
    for parameter in command.params:
        names = parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]
        assert [name for name in names if name not in ran.out] == []


@pytest.mark.parametrize("path", [path for path, command in ALL.items() if isinstance(command, click.Group)])
def test_the_help_of_a_group_lists_its_commands_with_a_line_each(path: Path) -> None:
    group = ALL[path]
    assert isinstance(group, click.Group)
    told = run(*path, "--help").out
    for name, command in group.commands.items():
        assert re.search(rf"^  {re.escape(name)} +\S", told, re.MULTILINE), name
        assert command.short_help or command.help


def test_the_options_of_the_everyday_commands_have_words() -> None:
    everyday = ("assess", "screen", "facts", "policy", "caseload")
    bare = [
        (path, parameter.name)
        for path, command in ALL.items()
        if path and path[0] in everyday
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert bare == []


def test_a_call_without_a_command_shows_the_help_and_exits_with_2() -> None:
    ran = run()
    assert ran.code == UNUSABLE
    assert "Usage: caseclose" in ran.out + ran.err


def test_the_exit_codes_stand_in_the_help() -> None:
    told = run("--help").out
    codes = {OK: "done", CHECK_FAILED: "a check found faults", UNUSABLE: "cannot be used", ROWS_REFUSED: "refused"}
    for code, words in codes.items():
        assert re.search(rf"{code} [^·0-9]*{words}", told), words


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"caseclose, version \d+\.\d+\.\d+\S*\n", run("--version").out)
