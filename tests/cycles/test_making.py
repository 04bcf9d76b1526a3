"""One notebook from a template and ids: what it holds, and what it must not."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cycles.builders import code_cell, own_templates, spoil
from workbench.core.rights import Refused
from workbench.cycles.making import make
from workbench.cycles.templates import GIVEN, names, read, templates_folder

IDS = {name: f"{place}" * 32 for place, name in enumerate(sorted(GIVEN))}
EACH = pytest.mark.parametrize("name", names(templates_folder()))
an_id = st.text("0123456789abcdef", min_size=32, max_size=32)


def made(name: str, folder: Path | None = None) -> Any:
    return nbformat.reads(make(read(folder or templates_folder(), name), IDS).decode(), as_version=4)


def codes(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@EACH
def test_each_code_cell_is_hidden_begins_with_a_comment_and_holds_no_result(name: str) -> None:
    for cell in codes(made(name)):
        assert cell.metadata.jupyter.source_hidden is True
        assert re.match(r"# \w", cell.source)
        assert cell.outputs == []
        assert cell.execution_count is None


@EACH
def test_a_notebook_opens_with_a_title_and_with_its_step_in_plain_words(name: str) -> None:
    notebook = made(name)
    assert re.fullmatch(r"# \w[\w -]+", notebook.cells[0].source)
    assert notebook.cells[0].source == f"# {notebook.metadata.title}"
    assert len(notebook.cells[1].source.split()) > 10


@EACH
def test_a_template_is_stored_empty_with_ids_that_stay(name: str) -> None:
    stored = nbformat.read(templates_folder() / f"{name}.ipynb", as_version=4)
    assert stored.metadata.kernelspec.name == "python3"
    assert [cell.id for cell in stored.cells] == ["title", "step", "parameters", "imports", "page"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in codes(stored))
    assert all(len(cell.source.splitlines()) <= 3 for cell in codes(stored))


@EACH
def test_the_metadata_names_no_place_no_time_and_no_version(name: str) -> None:
    notebook = made(name)
    assert set(notebook.metadata.papermill) == {"parameters"}
    assert not any("papermill" in cell.metadata for cell in notebook.cells)
    text = nbformat.writes(notebook)
    assert str(templates_folder()) not in text
    assert str(Path.home()) not in text


@EACH
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_same_ids_give_the_same_bytes_and_each_id_is_filled_in(name: str, data: st.DataObject) -> None:
    template = read(templates_folder(), name)
    ids = {key: data.draw(an_id) for key in template.asks}
    one, other = make(template, ids), make(read(templates_folder(), name), ids)
    assert one == other
    for key, value in ids.items():
        assert f'{key} = \\"{value}\\"' in one.decode()


@EACH
@given(text=st.text().filter(lambda text: not re.fullmatch("[0-9a-f]{32}", text)))
@settings(max_examples=30, deadline=None)
def test_nothing_but_ids_can_be_filled_in(name: str, text: str) -> None:
    with pytest.raises(Refused, match="Only ids"):
        make(read(templates_folder(), name), dict.fromkeys(GIVEN, text))


def test_a_cell_without_an_id_gets_one_by_its_place(tmp_path: Path) -> None:
    folder = own_templates(tmp_path)

    def without_ids(notebook: dict) -> None:
        notebook["nbformat_minor"] = 4
        for cell in notebook["cells"]:
            del cell["id"]

    spoil(folder, "practice-log", without_ids)
    template = read(folder, "practice-log")
    assert make(template, IDS) == make(read(folder, "practice-log"), IDS)


SPOILT = {
    "tag “parameters”": lambda notebook: code_cell(notebook, 0)["metadata"].pop("tags"),
    "asks for “client_name”": lambda notebook: code_cell(notebook, 0)["source"].append('\nclient_name = ""'),
    "not say that it is written in Python": lambda notebook: notebook["metadata"].clear(),
    "not a notebook of the kind": lambda notebook: notebook.update(nbformat=3),
    "not a notebook of the kind that Jupyter reads": lambda notebook: notebook["cells"].append({"id": "x"}),
}


@pytest.mark.parametrize("sentence", SPOILT)
def test_a_template_that_cannot_be_used_says_why(tmp_path: Path, sentence: str) -> None:
    folder = own_templates(tmp_path)
    spoil(folder, "practice-log", SPOILT[sentence])
    with pytest.raises(Refused, match=sentence):
        read(folder, "practice-log")


UNFIT = {
    "first line of each code cell": lambda notebook: code_cell(notebook, 2).update(source="print()"),
    "needs a title": lambda notebook: notebook["cells"].pop(0),
    "results of an earlier run": lambda notebook: code_cell(notebook, 1).update(execution_count=3),
}


@pytest.mark.parametrize("sentence", UNFIT)
def test_what_came_out_is_looked_at_before_it_is_given_to_anyone(tmp_path: Path, sentence: str) -> None:
    folder = own_templates(tmp_path)
    spoil(folder, "practice-log", UNFIT[sentence])
    with pytest.raises(Refused, match=sentence):
        made("practice-log", folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"nbformat": 4}', '{"cells": 3, "nbformat": 4}'])
def test_a_broken_file_is_said_to_be_broken(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.ipynb").write_text(text, "utf-8")
    with pytest.raises(Refused):
        read(tmp_path, "log")
