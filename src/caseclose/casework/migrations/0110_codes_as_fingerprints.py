"""The codes on letters are kept as fingerprints alone. A letter may have two: one from before, and its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caseclose.casework.services.mail.codes import mark_of

if TYPE_CHECKING:
    from django.apps.registry import Apps

_AT_ONCE = 5_000
_KEEP = """
    UPDATE casework_replycode r SET fingerprint = n.mark
    FROM unnest(%s::text[], %s::text[]) n (code, mark) WHERE r.fingerprint = n.code
"""


def keep_fingerprints(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the fingerprint of each code in its place."""
    codes: Any = apps.get_model("casework", "ReplyCode").objects.using(editor.connection.alias)
    with editor.connection.cursor() as cursor:
        for some in _some(list(codes.values_list("fingerprint", flat=True))):
            cursor.execute(_KEEP, [some, [mark_of(code) for code in some]])


def _some(codes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(codes), _AT_ONCE):
        yield codes[start : start + _AT_ONCE]


class Migration(migrations.Migration):
    """Renames the column, which becomes wider, and fills it. It cannot be undone: the codes are gone then."""

    dependencies = [("casework", "0104_care_of_what_waits")]

    operations = [
        migrations.RenameField("replycode", "code", "fingerprint"),
        migrations.AlterField(
            "replycode", "fingerprint", models.CharField(max_length=64, primary_key=True, serialize=False)
        ),
        migrations.AlterField(
            "replycode",
            "message",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reply_codes", to="casework.outboxmessage"
            ),
        ),
        migrations.RunPython(keep_fingerprints),
    ]
