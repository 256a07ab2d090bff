"""Makes the style sheets that are shipped from the one of USWDS: the components in use, one typeface, nothing else.

`docs/guide/vendor-web.sh` calls it. Usage: python -m tests.staff.trimming USWDS_FOLDER INTO
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tinycss2

STAFF = (
    "skipnav|sr-only|intro|link|list|prose|focus|current|fieldset|legend|label|hint|input|textarea|select|checkbox|radio|"
    "form|form-group|error-message|success-message|alert|button|button-group|table|table-container|tag|breadcrumb|"
    "pagination|summary-box|step-indicator|accordion|search|sidenav|file-input|memorable-date|process-list|icon|"
    "character-count|checklist|collection|card|card-group"
)
PUBLIC = (
    "skipnav|sr-only|intro|fieldset|legend|label|hint|input|textarea|select|checkbox|radio|form|form-group|error-message|"
    "alert|button|file-input|memorable-date"
)
SHEETS = {"uswds.css": STAFF, "uswds-few.css": PUBLIC}
"""The style sheet of each site, with the components in use on it."""
FACES = {STAFF: frozenset({"sourcesanspro-regular-webfont", "sourcesanspro-bold-webfont"}), PUBLIC: frozenset[str]()}
"""The typefaces of each. The public site uses those of the reader's telephone: one that comes later moves the page."""
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_URL = re.compile(r"url\(([^)]*)\)")


def trimmed(css: str, used: str) -> str:
    """Return the rules of a style sheet whose every class belongs to a component in use."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, (_kept(rule, used) for rule in rules))) + "\n"


def _kept(rule: Any, used: str) -> str:
    if rule.type == "qualified-rule":
        selectors = [each for each in _split(rule.prelude) if _in_use(each, used)]
        return f"{','.join(selectors)}{{{tinycss2.serialize(rule.content).strip()}}}" if selectors else ""
    if rule.type != "at-rule" or rule.content is None:
        return ""
    inside = tinycss2.serialize(rule.content)
    if rule.at_keyword == "font-face":
        return f"@font-face{{{inside}}}" if any(face in inside for face in FACES[used]) else ""
    if rule.at_keyword in {"media", "supports"}:
        kept = trimmed(inside, used).strip()
        return f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}{{{kept}}}" if kept else ""
    return ""


def _split(prelude: Iterable[Any]) -> list[str]:
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return [tinycss2.serialize(each).strip() for each in selectors]


def _in_use(selector: str, used: str) -> bool:
    component = re.compile(rf"usa-(?:{used})(?:__.*|--.*|-(?:container|group))?$")
    return all(component.match(name) for name in _CLASS.findall(selector))


def make(uswds: Path, into: Path) -> None:
    """Write the style sheets into a folder, with the typefaces and pictures that they name."""
    dist = uswds / "dist"
    whole = (dist / "css" / "uswds.min.css").read_text(encoding="utf-8")
    for sheet, used in SHEETS.items():
        css = trimmed(whole, used)
        for place in sorted(set(_URL.findall(css))):
            path = place.strip("\"'")
            if path.startswith("../"):
                name = Path(path).name
                shutil.copyfile(dist / path.removeprefix("../"), into / name)
                css = css.replace(f"url({place})", f"url({name})")
        head = "/* USWDS 3.14.0, trimmed to the components in use. See LICENSE.md */\n"
        (into / sheet).write_text(head + css, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
