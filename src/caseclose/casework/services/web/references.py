"""References: what a person is given for an act on the web. Only a fingerprint of it is kept, bound to their name."""

from __future__ import annotations

from caseclose.casework.services.fingerprints import fingerprint, number_of
from caseclose.casework.services.mail.drawn import as_drawn, code_numbered
from caseclose.casework.services.web.names import as_compared

_OF = "reference"


def reference_for(key: str) -> str:
    """Return the reference of an act that was sent under this key. Sent again, it has the same one."""
    return code_numbered(number_of(_OF, key))


def mark_of_reference(reference: str, name: str) -> str:
    """Return the fingerprint of a reference and the last name that was given with it."""
    return fingerprint(_OF, f"{as_drawn(reference)} {as_compared(name)}")
