"""What of a text can be compared with what was drawn."""

from __future__ import annotations

import re
from unicodedata import category, normalize

_JOINED = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf]\ufe0f?(?:\u200d[\U0001f000-\U0001faff\u2600-\u27bf]\ufe0f?)+"
)
_NOT_DRAWN = {"Cf", "Cc", "Mn"}


def drawn(text: str) -> str:
    """Return a text without spaces, joiners and free marks; what can be written in two ways is written in one.

    Pictures joined into one are left out: what is read back of them is the joiner only.
    """
    flat = normalize("NFKC", _JOINED.sub("", text))
    return "".join(each for each in flat if not each.isspace() and category(each) not in _NOT_DRAWN)
