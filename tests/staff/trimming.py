"""Makes the style sheet that is shipped from the one of USWDS: the components in use, one typeface, nothing else.

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

USED = (
    "skipnav|sr-only|intro|link|list|prose|focus|current|fieldset|legend|label|hint|input|textarea|select|checkbox|radio|"
    "form|form-group|error-message|success-message|alert|button|button-group|table|table-container|tag|breadcrumb|"
    "pagination|summary-box|step-indicator|accordion|search|sidenav|file-input|memorable-date|process-list|icon|"
    "character-count|checklist|collection|card|card-group"
)
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_USED = re.compile(rf"usa-(?:{USED})(?:__.*|--.*|-(?:container|group))?$")
_FACES = {"sourcesanspro-regular-webfont", "sourcesanspro-bold-webfont"}
_URL = re.compile(r"url\(([^)]*)\)")


def trimmed(css: str) -> str:
    """Return the rules of a style sheet whose every class belongs to a component in use."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, map(_kept, rules))) + "\n"


def _kept(rule: Any) -> str:
    if rule.type == "qualified-rule":
        selectors = [each for each in _split(rule.prelude) if _in_use(each)]
        return f"{','.join(selectors)}{{{tinycss2.serialize(rule.content).strip()}}}" if selectors else ""
    if rule.type != "at-rule" or rule.content is None:
        return ""
    inside = tinycss2.serialize(rule.content)
    if rule.at_keyword == "font-face":
        return f"@font-face{{{inside}}}" if any(face in inside for face in _FACES) else ""
    if rule.at_keyword in {"media", "supports"}:
        kept = trimmed(inside).strip()
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


def _in_use(selector: str) -> bool:
    return all(_USED.match(name) for name in _CLASS.findall(selector))


def make(uswds: Path, into: Path) -> None:
    """Write the style sheet into a folder, with the typefaces and pictures that it names."""
    dist = uswds / "dist"
    css = trimmed((dist / "css" / "uswds.min.css").read_text(encoding="utf-8"))
    for place in sorted(set(_URL.findall(css))):
        path = place.strip("\"'")
        if path.startswith("../"):
            name = Path(path).name
            shutil.copyfile(dist / path.removeprefix("../"), into / name)
            css = css.replace(f"url({place})", f"url({name})")
    head = "/* USWDS 3.14.0, trimmed to the components in use. See LICENSE.md */\n"
    (into / "uswds.css").write_text(head + css, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
