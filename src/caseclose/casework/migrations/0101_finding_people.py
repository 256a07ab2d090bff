"""Indexes for finding people by their names, and cases by the end of their number.

A name is found without its accents and signs, in any order, by the beginning of each of its words. That takes a
function that never changes its answer, and no extension: an application's role may not be let make one.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Collate, Reverse

WORDS = r"""
CREATE FUNCTION casework_name_words(given text, family text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$
SELECT pg_catalog.array_to_tsvector(pg_catalog.array_remove(pg_catalog.string_to_array(
    pg_catalog.regexp_replace(
        pg_catalog.regexp_replace(
            CASE WHEN pg_catalog.octet_length(given || family) = pg_catalog.char_length(given || family)
                THEN pg_catalog.lower(given || ' ' || family)
                ELSE pg_catalog.lower(pg_catalog.normalize(given || ' ' || family, 'NFKD'))
            END,
            '[''’ʼ.\u0300-\u036f]+', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'),
    ' '), ''))
$body$;
"""


class Migration(migrations.Migration):
    """Makes a function and two indexes."""

    dependencies = [("casework", "0100_offices_of_what_waits")]

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION casework_name_words(text, text)"),
        migrations.AddIndex(
            model_name="person",
            index=GinIndex(
                models.Func(F("given_name"), F("family_name"), function="casework_name_words"), name="person_name_words"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(Collate(Reverse("number"), "C"), name="case_number_end"),
        ),
    ]
