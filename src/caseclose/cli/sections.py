"""Commands in sections: a newcomer finds the one that is wanted by what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

OTHERS = "Other"


class Sections(click.Group):
    """A group whose help lists its commands under headings, each in the order in which it is given."""

    sections: Mapping[str, Sequence[str]] = {}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands; one that no section names comes last."""
        named = [name for names in self.sections.values() for name in names]
        rest = [name for name in self.list_commands(ctx) if name not in named]
        for heading, names in {**self.sections, OTHERS: rest}.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            width = formatter.width - max(map(len, self.commands)) - 6
            rows = [(name, command.get_short_help_str(width)) for name, command in commands if command]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows, col_spacing=2)
