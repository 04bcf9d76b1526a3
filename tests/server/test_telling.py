"""What happens to what someone writes is said in the room and in SECURITY.md, in the same words."""

from html import unescape
from pathlib import Path

import pytest

from tests.server.opened import Opened
from workbench.server.what_happens import as_markdown, sections

ROOT = Path(__file__).resolve().parents[2]


def test_the_file_says_what_the_room_says():
    told = (ROOT / "SECURITY.md").read_text("utf-8")
    assert told == as_markdown(), "Run python -m tools.security."


@pytest.mark.parametrize("who", ["a guest", "a stranger"])
def test_everyone_can_read_it_in_the_room(room: Opened, who: str):
    visitor = room.guest("Ben") if who == "a guest" else room.visitor()
    answer = visitor.ask("/what-happens")
    assert answer.status == 200
    said = unescape(answer.text)
    for heading, paragraphs in sections():
        assert heading in said
        assert all(paragraph in said for paragraph in paragraphs)
    assert "script" not in answer.text


def test_the_way_back_leads_where_the_visitor_came_from(room: Opened):
    assert 'href="/login"' in room.visitor().ask("/what-happens").text
    assert 'href="/voila/render/pages/home.ipynb"' in room.guest("Ben").ask("/what-happens").text


def test_it_promises_nothing_to_those_whom_it_cannot_protect():
    told = as_markdown()
    for told_plainly in ("whoever runs the machine, while the room is open", "a court", "nobody can open"):
        assert told_plainly in told
