"""Somebody who has no mouse: Tab, Shift-Tab, arrows, Space and Enter, and a look at where the focus is.

Names are those that Chromium tells a screen reader. Wherever Tab leads, the focus must be seen and must get away again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import FilePayload, Page, TimeoutError

MOST_PARTS = 8
"""So many Tabs a field of a day and a time may take: one for each of its parts."""
PRESSES, PATIENCE = 4, 10_000
"""How often Enter is pressed on a field for files, as by a person whose browser was busy, and the wait for each."""
_LOOK = """async function () {
    await Promise.all(this.getAnimations().map((each) => each.finished));  // a link that slides into sight
    const aside = this.matches("[type=radio], [type=checkbox]") && this.getBoundingClientRect().right < 0;
    const shown = aside ? this.labels[0] : this;  // a choice that is drawn beside its label lies out of sight itself
    const style = getComputedStyle(shown, aside ? "::before" : null);
    const seen = [...shown.getClientRects()].map((box) => {
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        if (right - left < 1 || bottom - top < 1) return false;
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return shown.contains(over) || Boolean(over && over.contains(shown));
    });
    const clear = /^rgba\\(.*, 0\\)$|^transparent$/.test(style.outlineColor) || style.opacity === "0";
    const thick = parseFloat(style.outlineWidth) >= 2;
    const ring = style.outlineStyle === "auto" || (style.outlineStyle !== "none" && thick);
    const parts = ["date", "time", "datetime-local"].includes(this.type);
    const own = parts && !this.matches(":focus-visible");  // the button of its calendar, which the browser draws
    return {
        body: this === document.body,
        skip: this.matches(".usa-skipnav"),
        ring: (ring && !clear) || own,
        seen: seen.some(Boolean),
        group: this.closest("fieldset")?.querySelector("legend")?.textContent.trim() ?? "",
        option: this.selectedOptions?.[0]?.text ?? "",
        checked: Boolean(this.checked),
        parts,
        html: this.outerHTML.slice(0, 160),
    };
}"""


@dataclass(frozen=True, slots=True)
class Focus:
    """What has the focus: its place in the page, its name and role, and how it looks."""

    node: int
    name: str
    role: str
    looks: dict[str, Any]

    @property
    def start(self) -> bool:
        """Whether this is where a round through the page begins."""
        return bool(self.looks["body"] or self.looks["skip"])


class Keyboard:
    """The keyboard of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._devtools = page.context.new_cdp_session(page)

    def focus(self) -> Focus:
        """What has the focus now."""
        ask = self._devtools.send
        found = ask("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        (node, *_) = ask("Accessibility.getPartialAXTree", {"objectId": found, "fetchRelatives": False})["nodes"]
        called = {"objectId": found, "functionDeclaration": _LOOK, "returnByValue": True, "awaitPromise": True}
        looks = ask("Runtime.callFunctionOn", called)["result"]["value"]
        name, role = (str(node.get(each, {}).get("value", "")) for each in ("name", "role"))
        return Focus(node["backendDOMNodeId"], " ".join(name.split()), role, looks)

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def tab(self, *, back: bool = False) -> Focus:
        """Press Tab, or Shift-Tab. Raises AssertionError where it cannot be seen what has the focus then."""
        self.press("Shift+Tab" if back else "Tab")
        found = self.focus()
        if not found.looks["body"]:
            assert found.looks["seen"], f"the focus is out of sight: {found.looks['html']}"
            assert found.looks["ring"], f"nothing shows the focus: {found.looks['html']}"
        return found

    def tab_to(self, what: str, *, group: str = "", back: bool = False, more: bool = False) -> Focus:
        """Press Tab until what has this name has the focus; `group` is the question that it answers.

        `more` lets the name go on after these words. Raises AssertionError where Tab never comes there, where it cannot
        be seen what has the focus, or where it stays in one place.
        """

        def wanted(found: Focus) -> bool:
            named = found.name.startswith(what) if more else found.name == what
            return named and group in {"", found.looks["group"]}

        return self._walk(wanted, what, back=back)

    def _walk(self, wanted: Callable[[Focus], bool], what: str, *, back: bool = False) -> Focus:
        passed: list[Focus] = []
        while True:
            found = self.tab(back=back)
            if wanted(found):
                return found
            again = [each.node for each in passed].count(found.node)
            if again and not _still_inside(found, passed, again):
                names = [each.name for each in passed]
                assert any(each.start for each in passed), f"the focus is trapped among {names}"
                raise AssertionError(f"Tab comes to {names}, never to {what}")
            passed.append(found)

    def skip_to_main(self) -> None:
        """Pass over the head of a page that has just come, by the link that is first of all."""
        self._walk(lambda found: bool(found.looks["skip"]), "the link over the head of the page")
        self.press("Enter")

    def follow(self, what: str) -> None:
        """Go to a link or a button and press Enter; the page that answers comes."""
        self.tab_to(what)
        with self.page.expect_navigation():
            self.press("Enter")

    def come_to(self, what: str) -> None:
        """Follow a link or a button, and pass over the head of the page that comes."""
        self.follow(what)
        self.skip_to_main()

    def type(self, field: str, words: str, *, more: bool = False) -> None:
        """Go to a field and type. `more` lets its name go on after these words."""
        self.tab_to(field, more=more)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def choose(self, group: str, answer: str) -> None:
        """Go to a question of which one answer is chosen, and choose it by the arrows."""
        passed = [self._walk(lambda found: found.looks["group"] == group and found.role == "radio", group)]
        while passed[-1].name != answer:
            self.press("ArrowDown")
            passed.append(self.focus())
            assert passed[-1].node != passed[0].node, f"{group} has {[each.name for each in passed]}, not {answer}"
        if not passed[-1].looks["checked"]:
            self.press("Space")
        assert self.focus().looks["checked"]

    def tick(self, group: str, answer: str) -> None:
        """Go to one of several boxes and tick it."""
        self.tab_to(answer, group=group)
        self.press("Space")
        assert self.focus().looks["checked"]

    def pick(self, field: str, option: str) -> None:
        """Go to a list and pick, by the arrows, the first option that has these words."""
        self.tab_to(field)
        self.press("Home")
        passed = [self.focus().looks["option"]]
        while option not in passed[-1]:
            self.press("ArrowDown")
            passed.append(self.focus().looks["option"])
            assert passed[-1] != passed[-2], f"{field} has {passed}, not {option}"

    def attach(self, field: str, file: FilePayload) -> None:
        """Go to a field for files, open it and take a file."""
        self.tab_to(field)
        for _ in range(PRESSES):
            try:
                with self.page.expect_file_chooser(timeout=PATIENCE) as chooser:
                    self.press("Enter")
            except TimeoutError:
                continue
            chooser.value.set_files(file)
            return
        raise AssertionError(f"{field} opens nothing")


def _still_inside(found: Focus, passed: list[Focus], again: int) -> bool:
    """Whether Tab only went on to the next part of the same field."""
    return passed[-1].node == found.node and bool(found.looks["parts"]) and again <= MOST_PARTS
