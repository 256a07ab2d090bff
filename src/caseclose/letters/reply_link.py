"""Where the code on a letter is asked for on the web: an address with the letter's language, state and page in it."""

from __future__ import annotations

import re
from collections.abc import Collection

LANG, STATE, PAGE = "{lang}", "{state}", "{page}"
ANSWER, FOLLOW = "answer", "follow"
"""The pages of the public site at which codes are asked for: to answer, and to see how things stand."""
_SHORT = "[a-z_]+"


class BadLink(ValueError):
    """The address would lead some readers to a page in another language, of another state, or for something else."""


def checked_link(pattern: str, *, langs: Collection[str], states: Collection[str]) -> str:
    """Return the pattern as it is. Raises BadLink where it names one language, state or page of several."""
    served = {LANG: langs, STATE: states, PAGE: (ANSWER, FOLLOW)}
    lacking = [blank for blank, names in served.items() if len(names) > 1 and blank not in pattern]
    if pattern and lacking:
        several = "; ".join(f"{blank}: {', '.join(sorted(served[blank]))}" for blank in lacking)
        raise BadLink(f"'{pattern}' leads every reader to the same page. It needs {several}.")
    return pattern


def link_for(pattern: str, lang: str, state: str, page: str) -> str:
    """Return the address of a page for a letter in a language, of a state."""
    return pattern.replace(LANG, lang).replace(STATE, state).replace(PAGE, page)


def behind_link(pattern: str, text: str) -> str:
    """Return what stands behind the address, of whichever page; a text without the address as it is."""
    if not pattern:
        return text
    address = re.escape(pattern)
    for blank in (LANG, STATE, PAGE):
        address = address.replace(re.escape(blank), _SHORT)
    return re.sub(f"^{address}", "", text)
