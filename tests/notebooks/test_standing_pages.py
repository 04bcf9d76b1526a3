"""Standing notebooks of home, people, journal and keeping: stored empty, and run as a kernel runs them."""

import json
from datetime import UTC, datetime

import pytest
from IPython.core.interactiveshell import InteractiveShell

from workbench.content import content
from workbench.core import desk as desks
from workbench.core.desk import Desk
from workbench.people import services

PAGES = ("home", "people", "journal", "keeping", "protocols", "paper", "minutes")


def notebook(name):
    return json.loads(content("notebooks", f"{name}.ipynb").read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_opens_with_a_title_and_has_a_comment_on_top_of_each_cell(name):
    cells = notebook(name)["cells"]
    assert cells[0]["source"][0].startswith("# ")
    codes = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["source"][0].startswith("# ") for cell in codes)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in codes)
    assert len({cell["id"] for cell in cells}) == len(cells)


@pytest.mark.parametrize("name", PAGES)
def test_runs_for_the_person_whose_ticket_the_kernel_has(name, circle, monkeypatch):
    with Desk(circle.store, "").transaction() as db:
        ticket = services.make_ticket(db, person=circle["Ben"], at=datetime.now(UTC))
    monkeypatch.setenv("WORKBENCH_TICKET", ticket)
    monkeypatch.setenv("WORKBENCH_STORE", circle.store.url)
    monkeypatch.setattr(desks, "_mine", None)
    shell = InteractiveShell()
    try:
        for cell in notebook(name)["cells"]:
            if cell["cell_type"] == "code":
                shell.run_cell("".join(cell["source"]), silent=True).raise_error()
        assert desks.open_desk().me == circle["Ben"]
    finally:
        desks.open_desk().store.close()
        InteractiveShell.clear_instance()
