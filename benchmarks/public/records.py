"""Cases with a notice that went out today, so that the crowd has letters with codes to answer and to follow."""

from __future__ import annotations

from typing import Any

from benchmarks import closings

LETTERS = 400
"""How many of the codes the crowd has."""
_NAMES = "update casework_person set family_name = 'Made ' || substr(source_key, 2) where source_key like 'p%'"
_WENT_OUT = """update casework_outboxmessage set made_on = %s, sent_on = %s, mailed_on = %s,
    body = body || '{"whom": "recipient"}'"""


def work(cases: int) -> dict[str, Any]:
    """Make so many cases, and return codes with the last names that go with them."""
    from caseclose.site.setup import prepare

    prepare()
    from django.db import connection

    from caseclose.casework.models import OutboxMessage
    from caseclose.casework.services.mail.codes import ways_to_reply
    from caseclose.web.clock import today

    for _ in closings.make(cases):
        pass
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        cursor.execute(_WENT_OUT, [today(closings.ZONE)] * 3)
    letters = list(OutboxMessage.objects.select_related("case__opened_by").order_by("pk"))
    ways = ways_to_reply(letters, "")
    people = ((letter, letter.case.opened_by) for letter in letters[:LETTERS])
    return {"codes": [(ways[letter.pk].code, person.family_name) for letter, person in people if person]}
