"""The wheel at work, where nothing of the checkout can be reached."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.conftest import ROOT
from tests.packaging.fresh import Fresh

A_VISIT = Path(__file__).with_name("a_visit.py")
A_WIDGET = "application/vnd.jupyter.widget-view+json"
STANDING_PAGES = ["home", "journal", "keeping", "minutes", "paper", "people", "protocols"]


@pytest.fixture(scope="module")
def visit(fresh: Fresh, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Tell of one visit, with the script copied to where nothing else lies."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    script = elsewhere / "a_visit.py"
    script.write_bytes(A_VISIT.read_bytes())
    said = fresh.script(script, *STANDING_PAGES, cwd=elsewhere, WORKBENCH_WORKSPACE=str(elsewhere / "room"))
    return json.loads(said.splitlines()[-1])


def test_the_wheel_is_used_and_not_the_checkout(visit, fresh):
    assert Path(visit["workbench"]).is_relative_to(fresh.site)
    assert str(ROOT) not in visit["path"]


def test_the_content_is_found_inside_the_wheel(visit, fresh):
    found = Path(visit["content"])
    assert found == (fresh.site / "workbench" / "_content").resolve()
    assert {path.name for path in found.iterdir()} == {"templates", "notebooks", "data"}


def test_a_cycle_makes_its_notebooks_from_the_templates_in_the_wheel(visit):
    templates = {path.stem for path in (ROOT / "templates" / "notebooks").glob("*.ipynb")}
    assert set(visit["fates"]) == templates
    assert len(set(visit["fates"].values())) == 1


def test_pages_run_from_there(visit):
    assert len(visit["pages"]) == len(visit["fates"]) + len(STANDING_PAGES)
    assert {page["page"] for page in visit["pages"]} >= set(STANDING_PAGES)
    without = [page["page"] for page in visit["pages"] if A_WIDGET not in page["shows"]]
    assert without == []


def test_the_command_is_there(fresh, tmp_path):
    assert "demo" in fresh.workbench("--help", cwd=tmp_path)
