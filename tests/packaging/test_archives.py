"""What rides in the wheel and in the source archive, and what must not."""

import re

import pytest

from tests.packaging.conftest import LEFT_ABOUT

PRIVATE = re.compile(
    r"\.(db|sqlite3?|key|pem)(-\w+)?$|\.ipynb_checkpoints|(^|/)\.env$|__pycache__|(^|/)node_modules/"
)


@pytest.mark.parametrize("archive", ["in_wheel", "in_source_archive"])
class TestNeitherArchive:
    def test_carries_a_store_or_a_key(self, archive, request):
        names = request.getfixturevalue(archive)
        assert [name for name in names if PRIVATE.search(name)] == []
        assert not names & set(LEFT_ABOUT)

    def test_carries_tests_benchmarks_or_the_tools_of_the_house(self, archive, request):
        folders = {name.partition("/")[0] for name in request.getfixturevalue(archive)}
        assert not folders & {"tests", "tools", "bench", "deploy", "workspace", ".ci", ".venv", ".git"}

    def test_carries_any_data_but_the_example(self, archive, request):
        names = request.getfixturevalue(archive)
        data = [name for name in names if re.match(r"(workbench/_content/)?data/.", name)]
        assert [name for name in data if not re.match(r"(workbench/_content/)?data/example(/|$)", name)] == []


class TestTheWheel:
    @pytest.mark.parametrize("folder", ["templates", "notebooks", "data/example"])
    def test_carries_the_content_beside_the_code(self, in_wheel, tracked, folder):
        expected = {f"workbench/_content/{name}" for name in tracked(folder)}
        assert expected
        assert expected <= in_wheel

    @pytest.mark.parametrize("folder", ["workbench", "widgets"])
    def test_carries_both_packages_whole(self, in_wheel, tracked, folder):
        assert set(tracked(folder)) <= in_wheel

    def test_puts_two_names_into_an_environment_and_no_more(self, in_wheel):
        tops = {name.partition("/")[0] for name in in_wheel}
        told = (
            ".dist-info",
            ".data",
        )  # what an installer reads, and the kernelspec that it puts in its place
        assert {top for top in tops if not top.endswith(told)} == {"workbench", "widgets"}

    def test_carries_the_licence(self, in_wheel):
        assert any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel)

    @pytest.mark.parametrize("name", ["page.js", "page.css", "plotly.js"])
    def test_carries_the_pages_script_ready_made(self, in_wheel, name):
        assert f"workbench/_content/templates/voila/workbench/static/{name}" in in_wheel


class TestTheSourceArchive:
    @pytest.mark.parametrize("folder", ["workbench", "widgets", "templates", "notebooks", "data/example"])
    def test_carries_what_the_wheel_is_made_from(self, in_source_archive, tracked, folder):
        assert set(tracked(folder)) <= in_source_archive
