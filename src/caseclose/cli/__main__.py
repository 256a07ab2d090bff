"""Run the command with `python -m caseclose.cli`."""

from caseclose.cli.main import run

run()
