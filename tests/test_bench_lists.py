"""`make bench` measures every list page beside a bare one: a page that has none would stop its run, so the suite says it first."""

from __future__ import annotations

from tests.bench import bare


def test_every_list_page_has_a_bare_page_to_be_measured_against():
    assert bare.lists_of_portal() <= set(bare.PAGES)
