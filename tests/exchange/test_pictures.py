"""A picture carried out: as data, as a page of its own, as an image."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.frames import after, by_peer, frame_of, said
from tests.pictures import naughty
from workbench.audit.figures import my_thread, my_thread_table
from workbench.core.rights import Refused
from workbench.exchange.pictures import find_browser, render


def picture(*rows):
    frame = frame_of(*rows)
    return my_thread(frame), my_thread_table(frame)


def awkward():
    labels = tuple(naughty())
    return picture(*(said(text, text, labels=labels, at=after(n)) for n, text in enumerate(labels)))


def test_as_data_it_carries_the_figure_and_the_table():
    told = json.loads(render(*picture(said("mostly", "I hold to it")), form="json", title="Mine"))
    assert told["title"] == "Mine"
    assert told["table"][0]["words"] == "I hold to it"
    assert told["figure"]["data"][0]["y"] == ["mostly"]


def test_awkward_words_travel_as_data():
    told = json.loads(render(*awkward(), form="json").decode("utf-8"))
    assert {text for text in naughty() if text.isascii()} <= {row["words"] for row in told["table"]}


def test_a_page_stands_alone_and_asks_nobody():
    page = render(*picture(said("mostly", "I hold to it")), form="html", title="My thread").decode("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", page)
    assert '<td dir="auto">I hold to it</td>' in page


def test_nobodys_words_can_end_a_pages_script_or_add_to_it():
    page = render(*awkward(), form="html", title="<script>alert(1)</script>").decode("utf-8")
    without_plotly = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert "<script>alert" not in without_plotly
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data
    assert "<" not in data[1]
    json.loads(data[1])


def test_an_image_is_drawn_with_every_awkward_label_on_a_row_of_its_own():
    drawn = render(*awkward(), form="svg")
    root = ElementTree.fromstring(drawn)
    dots = [
        node for node in root.iter() if "point" in node.get("class", "").split() and node.get("transform")
    ]
    levels = {re.split(r"[,(]", node.get("transform", ""))[2] for node in dots}
    assert len(levels) == len(naughty())


def test_an_image_of_a_few_dots_is_a_png():
    assert (
        render(*picture(said("mostly"), by_peer("ben", "reliably")), form="png", width=360)[:4] == b"\x89PNG"
    )


def test_without_a_browser_the_refusal_says_what_to_do(tmp_path):
    with pytest.raises(Refused, match="take the picture as html"):
        render(*picture(said("mostly")), form="png", browser=str(tmp_path / "nowhere"))


def test_a_browser_that_cannot_start_is_a_refusal_too(tmp_path):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(Refused, match="Nothing was written"):
        render(*picture(said("mostly")), form="png", browser=str(broken))


def test_the_browser_named_in_the_environment_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "mine"))
    assert find_browser() == str(tmp_path / "mine")


def test_an_unknown_form_is_refused():
    with pytest.raises(Refused, match="json, html, svg or png"):
        render(*picture(said("mostly")), form="pdf")  # type: ignore[arg-type]
