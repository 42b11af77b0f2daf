"""A source as bytes and back, so that a document is parsed once and looked at several times."""

from __future__ import annotations

import json

from portal.sources.shape import Block, Line, Source, Table

CONTENT_TYPE = "application/vnd.guong-sang.source+json"


def packed(source: Source) -> bytes:
    blocks = [
        [block.text, block.bold, block.italic, block.centre, block.page]
        if isinstance(block, Line)
        else {"rows": block.rows, "page": block.page}
        for block in source.blocks
    ]
    return json.dumps({"kind": source.kind, "blocks": blocks}, ensure_ascii=False).encode()


def unpacked(content: bytes) -> Source:
    data = json.loads(content)
    return Source(tuple(_block(one) for one in data["blocks"]), data["kind"])


def _block(one: list | dict) -> Block:
    if isinstance(one, dict):
        return Table(tuple(tuple(row) for row in one["rows"]), one["page"])
    return Line(*one)
