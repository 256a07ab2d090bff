"""Where the code on a letter is asked for on the web: an address with the letter's language and state in it."""

from __future__ import annotations

import re
from collections.abc import Collection

LANG, STATE = "{lang}", "{state}"
_SHORT = "[a-z_]+"


class BadLink(ValueError):
    """The address would lead some readers to a page in another language, or of another state."""


def checked_link(pattern: str, *, langs: Collection[str], states: Collection[str]) -> str:
    """Return the pattern as it is. Raises BadLink where it names one language or state of several that are served."""
    served = {LANG: langs, STATE: states}
    lacking = [blank for blank, names in served.items() if len(names) > 1 and blank not in pattern]
    if pattern and lacking:
        several = "; ".join(f"{blank}: {', '.join(sorted(served[blank]))}" for blank in lacking)
        raise BadLink(f"'{pattern}' leads every reader to the same page. It needs {several}.")
    return pattern


def link_for(pattern: str, lang: str, state: str) -> str:
    """Return the address for a letter in a language, of a state."""
    return pattern.replace(LANG, lang).replace(STATE, state)


def behind_link(pattern: str, text: str) -> str:
    """Return what stands behind the address, in whichever language and state; a text without the address as it is."""
    if not pattern:
        return text
    address = re.escape(pattern).replace(re.escape(LANG), _SHORT).replace(re.escape(STATE), _SHORT)
    return re.sub(f"^{address}", "", text)
