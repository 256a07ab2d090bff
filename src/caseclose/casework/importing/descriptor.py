"""The open table schema as read: the tables of an extract, their columns, keys and references."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct, field

CASES = "cases"

Kind: TypeAlias = Literal["string", "date", "number", "boolean"]


class Constraints(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """What a value must keep to."""

    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: str | float | None = None
    maximum: str | float | None = None
    max_length: int = 0


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column. Names that begin with caseclose: say what the standard has no word for."""

    name: str
    kind: Kind = field(name="type")
    description: str
    constraints: Constraints = Constraints()
    ahead: bool = field(name="caseclose:ahead", default=False)
    scale: int = field(name="caseclose:scale", default=0)
    numbers: bool = field(name="caseclose:numbers", default=False)
    vocabulary: str = field(name="caseclose:vocabulary", default="")
    value_of: str = field(name="caseclose:valueOf", default="")


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of another table that a reference points to."""

    resource: str
    fields: tuple[str, ...]


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """A foreign key: what stands in `fields` must stand in `reference`. Ours have one column each."""

    fields: tuple[str, ...]
    reference: Place

    @property
    def column(self) -> str:
        """The column that refers."""
        return self.fields[0]


class TableSchema(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """The columns of one table, and what identifies a row."""

    fields: tuple[Column, ...]
    primary_key: tuple[str, ...]
    missing_values: tuple[str, ...]
    foreign_keys: tuple[Reference, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    in_order: tuple[tuple[str, str], ...] = field(name="caseclose:inOrder", default=())
    apart: tuple[tuple[str, str], ...] = field(name="caseclose:apart", default=())
    shared_by: str = field(name="caseclose:sharedBy", default="")


class Table(Struct, frozen=True):
    """One table of an extract."""

    name: str
    title: str
    description: str
    path: str
    schema: TableSchema

    @property
    def columns(self) -> dict[str, Column]:
        """The columns by name, in order."""
        return {column.name: column for column in self.schema.fields}

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The sets of columns of which no two rows may hold the same."""
        return (self.schema.primary_key, *self.schema.unique_keys)

    @property
    def referring(self) -> frozenset[str]:
        """The columns that refer to other tables."""
        return frozenset(key.column for key in self.schema.foreign_keys)

    @property
    def targets(self) -> frozenset[str]:
        """The tables that this one refers to."""
        return frozenset(key.reference.resource for key in self.schema.foreign_keys)

    @property
    def key_columns(self) -> frozenset[str]:
        """The columns that identify rows, of this table or of another."""
        return self.referring.union(self.schema.primary_key)

    @property
    def case_columns(self) -> tuple[str, ...]:
        """The columns that name the cases of a row."""
        if self.name == CASES:
            return self.schema.primary_key
        return tuple(key.column for key in self.schema.foreign_keys if key.reference.resource == CASES)


class Descriptor(Struct, frozen=True):
    """The whole schema. Tables stand after the tables that they refer to."""

    name: str
    version: str
    resources: tuple[Table, ...]

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables by name, in order."""
        return {table.name: table for table in self.resources}


@cache
def shipped_text() -> str:
    """Return datapackage.json as it comes with Caseclose."""
    return files("caseclose").joinpath("casework", "importing", "schema", "datapackage.json").read_text("utf-8")


@cache
def shipped_schema() -> Descriptor:
    """Return the schema that comes with Caseclose."""
    return msgspec.json.decode(shipped_text(), type=Descriptor)
