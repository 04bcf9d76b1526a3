"""What is gone through before anybody is there: every page, with something on it, and nothing stays of it."""

import os
from pathlib import Path
from typing import Any

import pytest
from ipywidgets.widgets import widget

from widgets.plot import Plot
from workbench.core import desk
from workbench.server import rehearsal


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_mine", None)
    monkeypatch.setattr(desk, "_practised", None)
    monkeypatch.setattr(widget, "_instances", {})  # what other tests have shown is none of these pages'


def test_every_page_is_gone_through_with_something_on_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    untouched = dict(os.environ)
    shown: list[int] = []
    drawn: list[int] = []
    refused: list[str] = []
    names: dict[str, Any] = {}

    def run(cell: str) -> None:
        exec(cell, names)
        if "(open_desk()" in cell:
            there = list(widget._instances.values())
            refused.extend(cell for each in there if "wb-notice-care" in str(getattr(each, "value", "")))
            shown.append(len(there))
            drawn.extend(len(each.table["cells"]) for each in there if isinstance(each, Plot))

    rehearsal.rehearse(run)
    cells = [cell for page in rehearsal.pages() for cell in rehearsal.code(page)]
    assert len(shown) == sum("(open_desk()" in cell for cell in cells) >= len(rehearsal.pages())
    assert not refused
    assert all(shown), "a page showed nothing"
    assert any(drawn), "nothing was drawn"
    assert dict(os.environ) == untouched
    assert list(tmp_path.iterdir()) == []
    assert not widget._instances


def test_what_goes_wrong_leaves_the_surroundings_as_they_were(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_STORE", f"sqlite:///{tmp_path / 'theirs.sqlite'}")
    untouched = dict(os.environ)

    names: dict[str, Any] = {}

    def run(cell: str) -> None:
        exec(cell, names)
        if "(open_desk()" in cell:
            assert desk._mine is not None
            raise RuntimeError("a page that fails")

    with pytest.raises(RuntimeError, match="a page that fails"):
        rehearsal.rehearse(run)
    assert dict(os.environ) == untouched
    assert list(tmp_path.iterdir()) == []
    assert desk._mine is None
    assert not widget._instances
