"""
What a browser may say to a kernel: comms and questions about them, and nothing that runs code.

A message is read whole, checked, and written anew from what was understood. What was not understood is
not there any more: a second key of the same name, a subshell, a module to load, a part too many.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

V1 = "v1.kernel.websocket.jupyter.org"
WIDGET, CONTROL = (
    "jupyter.widget",
    "jupyter.widget.control",
)  # pages are made by kernels: none is made from outside
LONGEST_ID = 200
MOST_PARTS = 512
PARTS = 6  # channel, header, parent, metadata, content, end: the least that a message has offsets for


class NotUnderstood(Exception):
    """A message that is not one of those that are let through."""


@dataclass(frozen=True)
class Said:
    """One message as it was understood, before anything is decided about it."""

    channel: object
    header: Mapping[str, Any]
    metadata: Mapping[str, Any]
    content: Mapping[str, Any]
    buffers: list[bytes] = field(default_factory=list)


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NotUnderstood
    return value


def _read_json(part: bytes | str) -> object:
    """Read what can be said again: half a character becomes “?”, and what is no number is not understood."""
    try:
        plain = json.dumps(json.loads(part), ensure_ascii=False, allow_nan=False)
        return json.loads(plain.encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotUnderstood from error


def _cut(message: bytes, offsets: list[int]) -> list[bytes]:
    """Cut a message at its offsets; they must rise and stay inside."""
    if offsets != sorted(offsets) or not offsets or offsets[-1] > len(message):
        raise NotUnderstood
    return [message[start:end] for start, end in pairwise(offsets)]


def read_v1(message: bytes) -> Said:
    """Read a message of the protocol with offsets."""
    count = int.from_bytes(message[:8], "little")
    if not PARTS <= count <= MOST_PARTS or len(message) < 8 * (count + 1):
        raise NotUnderstood
    offsets = list(struct.unpack(f"<{count}Q", message[8 : 8 * (count + 1)]))
    channel, header, _parent, metadata, content, *buffers = _cut(message, offsets)
    return Said(
        channel=channel.decode("ascii", "replace"),
        header=_mapping(_read_json(header)),
        metadata=_mapping(_read_json(metadata)),
        content=_mapping(_read_json(content)),
        buffers=buffers,
    )


def read_old(message: bytes | str) -> Said:
    """Read a message of the older protocol: JSON, or JSON with buffers behind it."""
    buffers: list[bytes] = []
    text: bytes | str = message
    if isinstance(message, bytes):
        count = int.from_bytes(message[:4], "big")
        if not 1 <= count <= MOST_PARTS or len(message) < 4 * (count + 1):
            raise NotUnderstood
        offsets = [*struct.unpack(f">{count}I", message[4 : 4 * (count + 1)]), len(message)]
        text, *buffers = _cut(message, offsets)
    whole = _mapping(_read_json(text))
    return Said(
        channel=whole.get("channel"),
        header=_mapping(whole.get("header")),
        metadata=_mapping(whole.get("metadata", {})),
        content=_mapping(whole.get("content")),
        buffers=buffers,
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or len(value) > LONGEST_ID:
        raise NotUnderstood
    return value


def _content(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "kernel_info_request":
        return {}
    if kind == "comm_info_request":
        target = given.get("target_name")
        return {"target_name": target} if target in (WIDGET, CONTROL) else {}
    if kind not in {"comm_open", "comm_msg", "comm_close"}:
        raise NotUnderstood
    content: dict[str, Any] = {"comm_id": _text(given, "comm_id"), "data": _mapping(given.get("data", {}))}
    if kind == "comm_open":
        content["target_name"] = _text(given, "target_name")
        if content["target_name"] != CONTROL:
            raise NotUnderstood
    return content


def let_through(said: Said) -> dict[str, Any]:
    """Return the message to pass on, written anew; raise :class:`NotUnderstood` for any other."""
    if said.channel != "shell":
        raise NotUnderstood
    kind = _text(said.header, "msg_type")
    content = _content(kind, said.content)
    version = said.metadata.get("version")
    return {
        "header": {
            "msg_id": _text(said.header, "msg_id"),
            "msg_type": kind,
            "session": _text(said.header, "session"),
            "username": "guest",
        },
        "parent_header": {},
        "metadata": {"version": version} if isinstance(version, str) and len(version) < 20 else {},
        "content": content,
        "buffers": said.buffers,
    }
