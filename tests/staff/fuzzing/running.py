"""So many tries at each form and each page, drawn from a seed; and what was wrong with any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

from hypothesis.strategies import SearchStrategy

from caseclose.staff.access.table import Row
from tests.staff.addresses import address
from tests.staff.fuzzing.finding import Found
from tests.staff.fuzzing.repeating import Run, run
from tests.staff.fuzzing.scene import Visitor
from tests.staff.fuzzing.sending import Sent, send
from tests.staff.fuzzing.spoiling import anything, page_asked
from tests.staff.fuzzing.trying import Ground

BY_OTHERS = {"openid_connect_callback": "the agency's identity provider sends browsers here; no page of ours does"}
"""Addresses that take something of which no page has a form, and why. They are asked as pages are."""
SHOWN_ONLY = {
    "people": "finding accounts by name changes nothing",
    "search": "finding cases changes nothing",
    "law_try": "a made case is kept nowhere",
    "mfa_authenticate": "needs a code of the moment",
    "mfa_reauthenticate": "needs a code of the moment",
    "mfa_activate_totp": "needs a code of the moment",
    "mfa_add_webauthn": "needs a passkey",
    "mfa_login_webauthn": "needs a passkey",
    "mfa_reauthenticate_webauthn": "needs a passkey",
}
"""Addresses of which no form is accepted here however well it is filled in, and why."""
FORMS_TRIED = 2
"""How many forms of an address are sent nonsense: those that are accepted when they are filled in well come first."""


def everything_tried(ground: Ground, each_form: int, each_page: int, chance: int) -> Run:
    """Send nonsense so often to every form, and ask every page of every visitor so often for what none expects."""
    whole = Run()
    for name, forms in sorted(ground.site.forms.items()):
        for nth, found in enumerate(forms[:FORMS_TRIED]):
            whole.add(sent_to_form(ground, found, each_form, chance + crc32(f"{name} {nth}".encode())))
    for visitor, name in sorted(key for key, paths in ground.site.paths.items() if paths):
        whole.add(asked_of_page(ground, visitor, name, each_page, chance + crc32(f"{name} {visitor}".encode())))
    for name in BY_OTHERS:
        drawn = page_asked(ground, address(name), name)
        whole.add(_run(ground, ground.scene.visitors["stranger"], drawn, each_page, chance))
    return whole


def without_fuzz(rows: Mapping[str, Row], forms: Mapping[str, Iterable[Found]]) -> list[str]:
    """The addresses that take something and are sent nothing, since no page was found to have their form."""
    return [name for name, row in rows.items() if row.post and not forms.get(name) and name not in BY_OTHERS]


def sent_to_form(ground: Ground, found: Found, many: int, chance: int) -> Run:
    """Send so much nonsense in place of a form."""
    return _run(ground, ground.scene.visitors[found.visitor], anything(ground, found), many, chance)


def asked_of_page(ground: Ground, visitor: str, name: str, many: int, chance: int) -> Run:
    """Ask a page so often for what it does not expect."""
    path = min(ground.site.paths[visitor, name])
    return _run(ground, ground.scene.visitors[visitor], page_asked(ground, path, name), many, chance)


def _run(ground: Ground, visitor: Visitor, what: SearchStrategy[Sent], many: int, chance: int) -> Run:
    return run(what, lambda sent: send(visitor, sent, ground.records), many, chance)
