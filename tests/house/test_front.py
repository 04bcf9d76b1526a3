"""The page's script and style are what their sources say, and are built the same way by everyone."""

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import plotly
import pytest

from workbench.content import content

FRONT = Path(__file__).parents[2] / "tools" / "front"
BUILT = content("templates", "voila", "workbench", "static")
AGAIN = "The page's script is not what its sources say. Run make front."


def mark() -> str:
    """Return the hash of everything that the page's script is built from, as build.mjs reckons it."""
    inside = [path for path in (FRONT / "src").rglob("*") if path.is_file()]
    files = [FRONT / "build.mjs", FRONT / "package-lock.json", *inside]
    told = sha256()
    for name in sorted(path.relative_to(FRONT).as_posix() for path in files):
        told.update(f"{name}\n".encode())
        told.update((FRONT / name).read_bytes().replace(b"\r\n", b"\n") + b"\n")
    return told.hexdigest()


def test_the_script_says_from_which_sources_it_was_built():
    found = re.search(r"from sources ([0-9a-f]{64})", (BUILT / "page.js").read_text("utf-8")[:500])
    assert found
    assert found[1] == mark(), AGAIN


def test_a_change_of_one_letter_in_the_sources_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here = mark()
    shutil.copytree(FRONT, tmp_path / "front", ignore=shutil.ignore_patterns("node_modules"))
    monkeypatch.setattr("tests.house.test_front.FRONT", tmp_path / "front")
    assert mark() == here
    line = tmp_path / "front" / "src" / "line.js"
    line.write_bytes(line.read_bytes() + b"\n")
    assert mark() != here


def test_building_again_gives_the_same_bytes(tmp_path: Path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed here, so the page's script cannot be built again to compare.")
    if not (FRONT / "node_modules" / "esbuild").is_dir():
        pytest.skip("The packages for building the page's script are not here; make front fetches them.")
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=FRONT, check=True)
    assert {path.name for path in tmp_path.iterdir()} == {"page.css", "page.js", "plotly.js"}
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (BUILT / built.name).read_bytes(), AGAIN


def test_every_package_is_pinned_by_version_and_hash_and_no_address():
    wanted = json.loads((FRONT / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    locked = json.loads((FRONT / "package-lock.json").read_text("utf-8"))["packages"]
    others = {name: told for name, told in locked.items() if name}
    assert len(others) > len(wanted)
    assert all(told["integrity"].startswith("sha512-") for told in others.values())
    assert all("resolved" not in told for told in others.values())


def test_pictures_are_drawn_by_the_version_that_they_are_made_for():
    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    version = re.compile(r"plotly\.js (?:\(basic - minified\) )?v([\d.]+)")
    made_for = version.search(package.read_text("utf-8")[:200])
    drawn_by = version.search((BUILT / "plotly.js").read_text("utf-8")[:200])
    assert made_for
    assert drawn_by
    assert made_for[1] == drawn_by[1], "Take the new version into tools/front/package.json."


def test_the_licences_of_what_is_built_in_are_named():
    assert "Licensed under the MIT license" in (BUILT / "plotly.js").read_text("utf-8")[:300]
    head = (BUILT / "page.js").read_text("utf-8")[:700]
    assert all(name in head for name in ("@jupyter-widgets", "Backbone", "Lumino", "noUiSlider"))


def test_neither_script_nor_style_names_another_host():
    for name in ("page.js", "page.css"):
        hosts = set(re.findall(r"https?://[\w./-]+", (BUILT / name).read_text("utf-8")))
        assert hosts <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}, name
