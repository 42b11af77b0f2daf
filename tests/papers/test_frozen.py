"""A frozen paper is the paper, whatever becomes of the rows and of the module that describes papers."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from papers.frozen import KIND, CannotThaw, freeze, thaw
from papers.paper import Paper
from tests.papers.issuing import ON, builder

PAPER = builder()("05/KH-LĐLĐ", ON)


@given(st.builds(Paper))
def test_a_paper_survives_json(paper):
    assume("nan" not in repr(paper))  # a width that is no number is not even equal to itself
    assert thaw(json.loads(json.dumps(freeze(paper)))) == paper


def test_every_kind_of_block_is_written_with_all_its_fields():
    data = freeze(PAPER)["paper"]
    assert set(data) == {KIND} | {field.name for field in fields(Paper)}
    assert data["body"] == [{KIND: "Paragraph", "text": PAPER.body[0].text, "number": "", "align": "justify", "italic": False}]


def test_a_paper_frozen_before_a_field_came_gets_its_default():
    data = freeze(PAPER)
    del data["paper"]["mark"], data["paper"]["body"][0]["italic"]
    assert thaw(data) == PAPER


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: data.update(version=2), "version 2"),
        (lambda data: data["paper"].update(colour="red"), "Paper: colour"),
        (lambda data: data["paper"]["body"][0].update({KIND: "Poem"}), "kind Poem"),
        (lambda data: data["paper"]["body"][0].update({KIND: "Any"}), "kind Any"),
    ],
)
def test_what_is_no_longer_known_is_an_error(spoil, sentence):
    data = freeze(PAPER)
    spoil(data)
    with pytest.raises(CannotThaw, match=sentence):
        thaw(data)


def test_what_is_no_text_number_or_tuple_cannot_be_frozen():
    spoilt: Any = replace(PAPER, title=ON)
    with pytest.raises(TypeError):
        freeze(spoilt)
