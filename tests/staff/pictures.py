"""Pictures of the main screens for docs/screens, at two widths, taken from a demonstration that is running.

.venv/bin/caseclose serve --demo --port 8123 &
.venv/bin/python -m tests.staff.pictures http://127.0.0.1:8123
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.staff.browser import HEIGHT, browser

PLACE = Path("docs/screens")
WIDTHS = {"wide": 1280, "narrow": 320}
COLOURS, LONGEST = 32, 2000
"""A picture has few colours, so that it is small, and shows so many pixels of a long page."""

SCREENS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "supervisor one": (
        ("queue", "The work queue of an office", "/queue/?scope=office&list=all"),
        ("case", "Where a closing stands, what is next, when, and why", "{case}"),
        ("why", "What the law says of the case today, and what is missing", "{case}why/"),
        ("money", "Orders, what is owed, and remedies", "{case}money/"),
        ("papers", "Letters, papers and findings", "{case}papers/"),
        ("approve", "A second person approves, and sees first what follows", "{case}approve/"),
        ("review", "A reply is weighed in words", "{reply}"),
        ("search", "Search, by name too", "/search/"),
        ("intake", "Paper that comes in", "/intake/"),
        ("bulk", "Many cases at once", "/bulk/"),
        ("supervision", "Workload, as a chart and a table", "/supervision/"),
    ),
    "auditor one": (
        ("audit", "Closings to examine", "/audit/"),
        ("record", "The record of one closing, with its proof", "{record}"),
    ),
    "policy analyst one": (
        ("law", "The law, by state and day", "/law/"),
        ("made_case", "A made case to try", "/law/try/"),
    ),
    "admin one": (("people", "Accounts", "/people/"), ("health", "Health", "/health/")),
}
"""Each role's screens: name, what it shows, address. What is in {} is looked up in the lists."""


def main(address: str) -> None:
    """Take every picture, and write the page that shows them."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with browser() as opened:
        for size, width in WIDTHS.items():
            for role, screens in SCREENS.items():
                _take(_signed_in(opened, address, role, width), address, size, screens)
    (PLACE / "README.md").write_text("\n".join(_page()), encoding="utf-8")


def _signed_in(opened: Browser, address: str, role: str, width: int) -> Page:
    page = opened.new_page(viewport={"width": width, "height": HEIGHT})
    page.goto(f"{address}/demo/")
    page.click(f'button:has-text("{role}")')
    page.wait_for_load_state()
    return page


def _take(page: Page, address: str, size: str, screens: tuple[tuple[str, str, str], ...]) -> None:
    for name, _, where in screens:
        page.goto(address + _looked_up(page, address, where))
        keep(page, PLACE / f"{name}.{size}.png")


def keep(page: Page, where: Path) -> None:
    """Keep a page as a small picture, and say so."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    part = picture.crop((0, 0, picture.width, min(picture.height, LONGEST)))
    part.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(where, optimize=True)
    sys.stdout.write(f"{where.name}\n")


def _looked_up(page: Page, address: str, where: str) -> str:
    """Return the address, with the first case, reply or closing that a list shows."""
    lists = {"{case}": ("/queue/?scope=office&list=proposals", 'a[href^="/case/"]'),
             "{reply}": ("/queue/?scope=office&list=replies", 'a[href$="/review-reply/"]'),
             "{record}": ("/audit/", 'main a[href^="/audit/case/"]')}  # fmt: skip
    for name, (place, link) in lists.items():
        if where.startswith(name):
            page.goto(address + place)
            return where.replace(
                name, str(page.locator(f"main {link.removeprefix('main ')}").first.get_attribute("href"))
            )
    return where


def _page() -> Iterator[str]:
    yield "# The staff application\n"
    yield "Made cases, at 1,280 and 320 pixels. Taken by `python -m tests.staff.pictures` from a demonstration.\n"
    for role, screens in SCREENS.items():
        yield f"## {role.removesuffix(' one').capitalize()}\n"
        for name, shows, _ in screens:
            yield f"### {shows}\n\n![{shows}, wide]({name}.wide.png)\n\n![{shows}, narrow]({name}.narrow.png)\n"


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
