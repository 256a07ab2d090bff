"""The schema of an extract: in the standard's own form, and in step with the records that it fills."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db.models import NOT_PROVIDED, CharField, Field, TextChoices

from caseclose.casework.importing.descriptor import Table, shipped_schema, shipped_text
from caseclose.casework.importing.targets import TARGETS
from caseclose.casework.importing.values import TYPES
from caseclose.casework.models import Case, Participant, Payment, Person
from caseclose.casework.models.aid import AssistancePeriod

DATA: dict[str, Any] = json.loads(shipped_text())
TABLES = shipped_schema().tables
PROPERTIES = {"fields", "primaryKey", "foreignKeys", "uniqueKeys", "missingValues"}
FIELD_PROPERTIES = {"name", "type", "description", "constraints"}
CONSTRAINTS = {"required", "enum", "pattern", "minimum", "maximum", "maxLength"}


def ours(name: str) -> bool:
    return name.startswith("caseclose:")


def columns_of(table: str) -> dict[str, Field[Any, Any]]:
    """The columns of a table of records, with their fields."""
    models = apps.get_app_config("casework").get_models(include_auto_created=True)
    model = next(model for model in models if model._meta.db_table == TARGETS[table].table)
    return {str(one.column): one for one in model._meta.concrete_fields}


def test_every_property_is_the_standards_or_named_as_our_own() -> None:
    assert DATA["$schema"].endswith("/profiles/2.0/datapackage.json")
    strange = []
    for one in DATA["resources"]:
        strange += [name for name in one["schema"] if name not in PROPERTIES and not ours(name)]
        for column in one["schema"]["fields"]:
            strange += [name for name in column if name not in FIELD_PROPERTIES and not ours(name)]
            strange += [name for name in column["constraints"] if name not in CONSTRAINTS]
    assert strange == []


def test_the_description_tells_of_every_property_of_our_own() -> None:
    text = json.dumps(DATA["resources"])
    used = {part.split('"')[0] for part in text.split('"caseclose:')[1:]}
    assert used
    assert [name for name in used if f"{name} (" not in DATA["description"]] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_keys_name_columns_and_references_name_tables_that_stand_before(table: Table) -> None:
    before = list(TABLES)[: list(TABLES).index(table.name)]
    assert {column for key in table.keys for column in key} <= set(table.columns)
    for reference in table.schema.foreign_keys:
        target = reference.reference
        assert target.resource in [*before, table.name]
        assert target.fields == TABLES[target.resource].schema.primary_key
        assert set(reference.fields) <= set(table.columns)
    pairs = [*table.schema.in_order, *table.schema.apart]
    assert {column for pair in pairs for column in pair} <= set(table.columns)
    assert all(table.columns[column].constraints.required for column in table.schema.primary_key)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_is_described_typed_and_ends_up_in_the_records(table: Table) -> None:
    target = TARGETS[table.name]
    taken = {name for name in target.staged if name not in target.made}
    taken |= {name for made in target.made.values() for name in made.how.meta.root_names()}
    for name, column in table.columns.items():
        assert column.kind in TYPES
        assert column.description.endswith(".")
        assert name in taken


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_the_records_that_must_have_a_value_gets_one(name: str) -> None:
    needed = [
        column
        for column, one in columns_of(name).items()
        if not (one.null or one.primary_key) and one.db_default is NOT_PROVIDED
    ]
    keys = [column for column, one in columns_of(name).items() if one.primary_key and column != "id"]
    assert [column for column in [*needed, *keys] if column not in TARGETS[name].columns] == []
    assert [column for column in TARGETS[name].columns if column not in columns_of(name)] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_text_that_the_schema_allows_is_too_long_for_the_records(name: str) -> None:
    too_long = []
    for column, how in TARGETS[name].columns.items():
        place = columns_of(name)[column]
        source = how.replace('"', "").rpartition("s.")[2]
        given = TABLES[name].columns.get(source)
        if isinstance(place, CharField) and given is not None and not given.constraints.enum:
            longest = given.constraints.max_length or _longest_of(given.constraints.pattern)
            too_long += [column] if longest > (place.max_length or 0) else []
    assert too_long == []


def _longest_of(pattern: str) -> int:
    lengths = {"^[A-Za-z]{2}$": 2, "^[a-z]{2,3}$": 3, "^[a-z0-9_]{1,64}$": 64, "^[0-9a-f]{64}$": 64}
    return lengths[pattern]


CHOICES: dict[tuple[str, str], type[TextChoices]] = {
    ("persons", "safe_contact"): Person.Contact,
    ("persons", "electronic_channel"): Person.Channel,
    ("cases", "kind"): Case.Kind,
    ("participants", "role"): Participant.Role,
    ("assistance", "kind"): AssistancePeriod.Kind,
    ("payments", "source"): Payment.Source,
}


NOT_BROUGHT = {Case.Kind.DESTROYED.value}
"""What only happens here: no extract brings a case whose records were destroyed."""


@pytest.mark.parametrize(("table", "column"), CHOICES)
def test_a_choice_has_the_words_that_the_records_have(table: str, column: str) -> None:
    words = set(CHOICES[table, column].values) - NOT_BROUGHT
    assert set(TABLES[table].columns[column].constraints.enum) == words


def test_the_reasons_for_services_are_those_of_the_fact() -> None:
    from caseclose.law.reading import shipped

    words = TABLES["cases"].columns["service_basis"].constraints.enum
    assert set(words) == set(shipped().facts["service_basis"].text.choices)


def test_every_zone_of_an_office_is_a_zone() -> None:
    from zoneinfo import available_timezones

    assert set(TABLES["offices"].columns["zone"].constraints.enum) <= available_timezones()
