"""A real browser at a running server, in tests: the system's Chromium, driven by Playwright, with axe looking on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

NO_CHROMIUM = (
    "NO CHROMIUM WAS FOUND: nothing was tried in a real browser. "
    "Install it (on Debian: apt-get install chromium-headless-shell)"
)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What it is called. The shell without a window draws the same pages for half the work, and so goes first."""
ARGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync")  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 768, 1280)
HEIGHT = 900
LEAST_PASSES = 11
"""Of any page axe approves so many rules at least."""
_ASK = """async ([tags, part]) => {
    const found = await axe.run(part || document, { runOnly: { type: "tag", values: tags } });
    const told = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
    return { passes: found.passes.length, violations: told(found.violations), incomplete: told(found.incomplete) };
}"""


def chromium() -> str:
    """The system's Chromium. Where there is none, the test is left out, and the run says so loudly."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    return found


@contextmanager
def server(**settings: Any) -> Iterator[str]:
    """A running server of this process, at the address that is yielded. Settings are as in a demonstration."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    with override_settings(**{"DEMO": True, "SECOND_FACTOR": False, **settings}):
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        try:
            yield f"http://127.0.0.1:{thread.port}"
        finally:
            thread.terminate()


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser. Playwright keeps a loop of its own in this thread, which Django must put up with meanwhile."""
    path = chromium()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=path, args=list(ARGS))
            yield opened
            opened.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def quiet_page(chrome: Browser, address: str, *, expected: str, **more: Any) -> Iterator[Page]:
    """A page at a server. What it says on its console fails the test, but for what names the `expected` status.

    `more` is what else the browser is told: how large its window is, whether it runs scripts.
    """
    context = chrome.new_context(base_url=address, **{"viewport": {"width": WIDTHS[-1], "height": HEIGHT}, **more})
    opened, said = context.new_page(), list[str]()
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [words for words in said if expected not in words] == []


def faults_of(page: Page, part: str = "") -> list[str]:
    """What is wrong with a page as it stands: what axe finds or cannot decide, and whether it scrolls sideways.

    Where something lies over the rest, axe looks at that `part` alone. To have looked at nothing is a fault too.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(_ASK, [TAGS, part])
    least = LEAST_PASSES if not part else 1
    seen = [] if found["passes"] >= least else [f"axe looked at next to nothing: {found['passes']} rules"]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*seen, *found["violations"], *found["incomplete"], *([f"{wider} pixels too wide"] if wider > 0 else [])]


def send(page: Page, button: str) -> None:
    """Press a button that sends a form, and wait for the page that answers: axe must not look at one that goes."""
    with page.expect_navigation():
        page.click(button)
