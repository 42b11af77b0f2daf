"""Whether a numbered paragraph has a heading, and where its text begins."""

from __future__ import annotations

import re

from conferences.reading.casing import Casing
from conferences.reading.marks import ARTICLE, PART, ROMAN, ended, is_upper, unbold, without_end
from conferences.reading.outline import Node
from conferences.reading.words import OWN_BODY, roles_of

BOLD_LABEL = re.compile(r"\*\*(?P<label>[^*]{2,200}?)\s*\*\*\s*(?P<mark>[:.]?)\s*(?P<rest>.*)$", re.DOTALL)
INTRODUCES = re.compile(r"(?:như sau|sau đây|gồm|bao gồm|nội dung sau|các nội dung|cụ thể)$")
LONGEST = 400
LABEL_WORDS = 7
LABEL_LETTERS = 90
SHORT_TITLE = 70


def split_heading(node: Node, casing: Casing) -> tuple[str, str]:
    """The heading ("" for a clause without one) and the text on its line."""
    heading, rest = _split(node)
    return casing.restored(without_end(unbold(heading))), rest.strip()


def _split(node: Node) -> tuple[str, str]:
    text = node.text
    label = BOLD_LABEL.match(text)
    if label and not node.bold:
        has_mark = label["mark"] or label["label"].rstrip().endswith((":", "."))
        if has_mark or not label["rest"]:
            return label["label"], label["rest"]
    plain = unbold(text)
    head, colon, rest = plain.partition(":")
    if colon and rest.strip():
        is_named = node.style in ("", PART, ROMAN, ARTICLE) or _is_label(head)
        return (head, _behind(text)) if is_named and not _is_sentence(head) else _whole(node)
    if colon:
        introduces = len(head) > LABEL_LETTERS and INTRODUCES.search(head)
        return ("", text) if introduces and not node.bold or len(head) > LONGEST else (plain, "")
    return _whole(node)


def _whole(node: Node) -> tuple[str, str]:
    """Without a label: a heading if something stands below it and it does not end as a sentence."""
    text = node.text
    is_open = not ended(text) or is_upper(unbold(text)) or node.bold
    if node.style in ("", PART, ROMAN, ARTICLE) and len(text) <= LONGEST and is_open:
        return text, ""
    if len(text) > LONGEST:
        return "", text
    if node.bold and not (ended(text) and len(text) > LABEL_LETTERS):
        return text, ""
    if node.is_bare:
        return "", text
    is_title = not ended(text) or (text.endswith(".") and len(text) <= SHORT_TITLE and "," not in text)
    return (text, "") if is_title else ("", text)


def _is_label(head: str) -> bool:
    """Words before a colon that name what follows."""
    words = head.split()
    if len(head) > LABEL_LETTERS * 1.5:
        return False
    return bool(OWN_BODY.match(head)) or len(words) <= LABEL_WORDS or len(head) <= LABEL_LETTERS and bool(roles_of(head))


def _is_sentence(head: str) -> bool:
    return ". " in head or "; " in head or bool(INTRODUCES.search(head)) and len(head.split()) > LABEL_WORDS


def _behind(text: str) -> str:
    """What follows the label in the text with its bold words."""
    rest = text.partition(":")[2]
    return re.sub(r"^\s*\*\*\s*", "", rest) if text.partition(":")[0].count("**") % 2 else rest
