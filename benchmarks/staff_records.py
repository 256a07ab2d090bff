"""A large caseload for pages: many cases with people, orders and balances, of which one in twenty is being closed.

Offices are of very different size, as they are: a quarter of all cases is in the largest. Everything is written by
statements over whole series of numbers.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from benchmarks import closings

OFFICES, LARGEST = 40, 4
"""How many offices there are, and one of how many cases is in the largest."""
WORKERS, TEAM = 40, 8
"""How many workers an office has, and how many are in a team."""
ONE_IN = 20
MOST_OPEN = 50_000
CHUNK = 20_000

_GIVEN = ("José", "John", "Mary", "Ana", "Luis", "Linda", "James", "Nguyễn", "Sofía", "Omar", "Grace")
_FAMILY = ("son", "ez", "ñoz", "ler", "s-Lee", "en", " Brown", " López", " Kim", "müller", " Davis")

_OFFICE = f"'of-' || CASE WHEN n %% {LARGEST} = 0 THEN 0 ELSE 1 + n %% {OFFICES - 1} END"
_MADE = "from generate_series(%(first)s::int, %(last)s::int) as n"
_CASES = (
    f"""insert into casework_person (given_name, family_name, born_on, language, family_violence, mailing_address,
            substitute_address, safe_contact, source_key)
        select case n %% 53 when 0 then 'María' else (%(given)s::text[])[1 + (n + ascii(role)) %% {len(_GIVEN)}] end,
            case n %% 97 when 0 then 'García' else chr(65 + n %% 26) || 'a' || chr(97 + n / 26 %% 26)
                || 'o' || chr(97 + n / 676 %% 26) || (%(family)s::text[])[1 + n %% {len(_FAMILY)}] end,
            date '1980-02-03' + n %% 5000, 'en', false, '["1 Made Street"]', '[]', 'mail', 'made-' || role || n
        {_MADE}, unnest(array['p', 'q', 'c']) as role""",
    f"""insert into casework_case (number, office_id, kind, service_basis, opened_on, opened_by_id,
            application_fee_cents, responding)
        select 'C' || lpad(n::text, 8, '0'), {_OFFICE}, 'enforcement', 'application', date '2012-03-04', p.id, 0, false
        {_MADE} join casework_person p on p.source_key = 'made-p' || n""",
    f"""insert into casework_participant (case_id, person_id, role, paternity_established)
        select 'C' || lpad(n::text, 8, '0'), p.id, role.name, case role.mark when 'c' then true end
        {_MADE} cross join (values ('p', 'custodial_party'), ('q', 'noncustodial_parent'), ('c', 'child'))
            as role(mark, name)
        join casework_person p on p.source_key = 'made-' || role.mark || n""",
    f"""insert into casework_supportorder (case_id, monthly, begun_on, ended_on, medical)
        select 'C' || lpad(n::text, 8, '0'), 250, date '2012-05-01', null, false {_MADE}""",
    f"""insert into casework_balance (case_id, as_of, family, assigned)
        select 'C' || lpad(n::text, 8, '0'), date '2026-11-01', 100 + n %% 390, 0 {_MADE}""",
    f"""insert into casework_assignment (case_id, worker, team, since)
        select 'C' || lpad(n::text, 8, '0'), 'worker ' || n %% {WORKERS} || ' of ' || ({_OFFICE}),
            'team ' || n %% {WORKERS} / {TEAM}, date '2026-01-02' {_MADE}""",
)
_OPEN = (
    "update casework_case set office_id = "
    + _OFFICE.replace("n %%", "substr(number, 2)::int %%")
    + " where number like 'B%%'",
    f"""insert into casework_assignment (case_id, worker, team, since)
        select 'B' || n, 'worker ' || n %% {WORKERS} || ' of ' || ({_OFFICE}), 'team ' || n %% {WORKERS} / {TEAM},
            date '2026-01-02' {_MADE} where n %% 9 <> 0""",
    """update casework_closure k set earliest_close_on = %(due)s + substr(case_id, 2)::int %% 60,
            step = (array['requested', 'proposed', 'approved', 'replied', 'noticed', 'noticed', 'noticed', 'noticed'])
                [1 + substr(case_id, 2)::int %% 8]
        where case_id like 'B%%'""",
    """update casework_closure set earliest_close_on = null where step in ('requested', 'proposed', 'approved')""",
    f"""insert into casework_task (case_id, key, kind, words, says, due_on, assigned_to)
        select 'B' || n, 'made-task-' || n, case n %% 5 when 0 then 'mail_returned' else 'oddity' end,
            'Look at this case', '', %(due)s + n %% 30, '' {_MADE} where n %% 3 = 0""",
    f"""insert into casework_hold (case_id, kind, owner, reason, begun_on, ends_on)
        select 'B' || n, 'closing', 'worker', 'wait', date '2026-01-02', %(due)s + n %% 40 {_MADE} where n %% 25 = 0""",
    f"""insert into casework_closure (case_id, step, way, begun_by, begun_on, criterion, outcome, reply_count, notice,
            noticed_on, earliest_close_on, closed_on, policy)
        select 'C' || lpad(n::text, 8, '0'), 'closed', 'proposal', 'worker 1', date '2026-05-01', 'us.b1', 'closed', 0,
            '', date '2026-06-01', date '2026-08-01', date '2026-08-01' + n %% 90, '' {_MADE}""",
    f"""insert into casework_remedy (kind, placed_on, party, source_key)
        select 'passport', date '2020-01-01', 'a party', 'made-remedy-' || n {_MADE}""",
    f"""insert into casework_releaseorder (closure_id, remedy_id, kind, state, reason, made_on)
        select k.id, r.id, 'passport', (array['sent', 'accepted', 'confirmed', 'unknown'])[1 + n %% 4], '', k.closed_on
        {_MADE} join casework_closure k on k.case_id = 'C' || lpad(n::text, 8, '0')
        join casework_remedy r on r.source_key = 'made-remedy-' || n""",
)


def office(place: int) -> str:
    """Return the code of an office; the first is the largest."""
    return f"of-{place}"


def worker(of: str, place: int) -> str:
    """Return the name of a worker of an office."""
    return f"worker {place} of {of}"


def team(name: str) -> str:
    """Return the team of the worker of this name."""
    return f"team {int(name.split()[1]) // TEAM}"


def numbers_of(of: str, count: int) -> list[str]:
    """Return cases of an office that are being closed."""
    from caseclose.casework.models import Closure

    found = Closure.objects.filter(office=of, step="noticed").order_by("-pk")
    return list(found.values_list("case_id", flat=True)[:count])


def work(cases: int) -> dict[str, Any]:
    """Make so many cases, and return how long it took and how many of them are being closed."""
    from caseclose.site.setup import prepare

    prepare()
    from django.db import connection

    from caseclose.casework.models import Office

    begun = time.perf_counter()
    being_closed = min(MOST_OPEN, cases // ONE_IN)
    for place in range(OFFICES):
        Office.objects.create(code=office(place), state="ca", name=f"Office {place}", zone=closings.ZONE)
    for _ in closings.make(being_closed):
        pass
    values: dict[str, Any] = {
        "given": list(_GIVEN),
        "family": list(_FAMILY),
        "due": closings.due_on() - timedelta(days=20),
    }
    for first in range(1, cases - being_closed + 1, CHUNK):
        last = min(first + CHUNK - 1, cases - being_closed)
        with connection.cursor() as cursor:
            for statement in _CASES:
                cursor.execute(statement, {**values, "first": first, "last": last})
    with connection.cursor() as cursor:
        for statement in _OPEN:
            cursor.execute(statement, {**values, "first": 1, "last": being_closed})
        cursor.execute("select casework_look_anew()")
    return {"seconds": time.perf_counter() - begun, "open": being_closed, "cases": cases}
