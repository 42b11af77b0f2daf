"""How somebody acts on a page, counted: with a finger, or with the keyboard alone. Typing into a field is not counted."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 400  # between two controls of one page
IS_FOCUSED = "one => one === document.activeElement"


class Finger:
    """`taps` counts presses and choices; a file takes two, opening the chooser and choosing."""

    def __init__(self, page: Page):
        self.page = page
        self.taps = 0

    def presses(self, role: str, name: str, *, of: str = "body") -> None:
        self._press(self.page.locator(of).get_by_role(role, name=name).first)
        self.taps += 1

    def ticks(self, label: str) -> None:
        self._tick(self.page.get_by_label(label).first)
        self.taps += 1

    def chooses(self, name: str, label: str) -> None:
        self._choose(self.page.locator(f"select[name={name}]"), label)
        self.taps += 1

    def attaches(self, name: str, file: dict) -> None:
        field = self.page.locator(f"input[name={name}]")
        self._reach(field)
        field.set_input_files(file)
        self.taps += 2

    def writes(self, name: str, text: str) -> None:
        self._write(self.page.locator(f"[name={name}]"), text)

    def sees(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words)

    def _reach(self, target: Locator) -> None:
        target.scroll_into_view_if_needed()

    def _press(self, target: Locator) -> None:
        target.click()

    def _tick(self, target: Locator) -> None:
        target.check()

    def _choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def _write(self, target: Locator, text: str) -> None:
        target.fill(text)


class Keys(Finger):
    """The keyboard alone: what Tab does not reach cannot be used."""

    def _reach(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def _press(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def _tick(self, target: Locator) -> None:
        if target.get_attribute("type") == "radio":  # Tab enters a group at its first, the arrows go on
            self._reach(self.page.locator(f"input[name={target.get_attribute('name')}]").first)
        else:
            self._reach(target)
        self.page.keyboard.press("Space")
        while not target.is_checked():
            self.page.keyboard.press("ArrowDown")

    def _choose(self, target: Locator, label: str) -> None:
        self._reach(target)
        wanted = target.locator("option", has_text=label).first.get_attribute("value")
        for _ in range(target.locator("option").count()):
            if target.input_value() == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        assert target.input_value() == wanted

    def _write(self, target: Locator, text: str) -> None:
        self._reach(target)
        self.page.keyboard.insert_text(text)
