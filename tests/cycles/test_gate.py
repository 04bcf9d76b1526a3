"""Who may open which notebook, against a plain model of it."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import Circle, a_store
from tests.cycles.builders import a_workspace, opened
from workbench.core.desk import Desk
from workbench.cycles.gate import may_open
from workbench.models.cycles import Notebook
from workbench.people import services as people
from workbench.people.rules import PRESENT, STANDINGS

NAMES = ("Ana", "Ben", "Cai", "Dee")
SPOILS = (
    lambda path: path,
    lambda path: path.upper(),
    lambda path: f"/{path}",
    lambda path: f"./{path}",
    lambda path: f"{path}/",
    lambda path: f"{path}\n",
    lambda path: f"{path}\x00",
    lambda path: quote(path, safe=""),
    lambda path: path.replace("/", "//"),
    lambda path: path.replace("/", "\\"),
    lambda path: path.replace("/", "%2f", 1),
    lambda path: f"pages/../{path}",
    lambda path: f"{path.rpartition('/')[0]}/../{path.partition('/')[2]}",
    lambda path: path.replace("cycles", "cycles/.", 1),
    lambda path: path.removesuffix(".ipynb"),
    lambda path: f"{path}?x=1",
    lambda path: path.replace("-", "_"),
    lambda path: f"%{path[1:]}",
)
PAGES = (
    "pages/home.ipynb",
    "pages/trends.ipynb",
    "pages/x/y.ipynb",
    "pages/Home.ipynb",
    "pages/.ipynb",
    "pages/",
)

standings = st.lists(st.sampled_from(("none", *STANDINGS)), min_size=len(NAMES) - 1, max_size=len(NAMES) - 1)
asked = st.tuples(st.integers(0, 50), st.sampled_from(SPOILS), st.integers(0, len(NAMES)))


def plainly(path: str, person: str, known: dict[str, str | None], standing: dict[str, str]) -> bool:
    """The rule as one would say it: pages for all, one's own for oneself, the group's for those in it."""
    if re.fullmatch(r"pages/[a-z0-9-]+[.]ipynb", path):
        return True
    if path not in known:
        return False
    owner = known[path]
    return person == owner if owner else standing.get(person) in PRESENT


@settings(max_examples=15, deadline=None)
@given(then=standings, asks=st.lists(asked, min_size=20, max_size=60), noise=st.lists(st.text(max_size=40)))
def test_the_gate_answers_as_the_plain_rule_does(
    then: list[str], asks: list[tuple], noise: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        circle = Circle(store, NAMES)
        opened(circle, a_workspace(Path(folder)))
        with Desk(store, circle["Ana"]).transaction() as db:
            outsider = people.add_person(db, name="Outsider", at=store.clock())
            for name, standing in zip(NAMES[1:], then, strict=True):
                if standing != "none":
                    people.let_in(
                        db, group=circle.group, person=circle[name], standing=standing, by=circle["Ana"],
                        at=store.clock(),
                    )  # fmt: skip
        now = {circle[n]: s if s != "none" else "member" for n, s in zip(NAMES[1:], then, strict=True)}
        now[circle["Ana"]] = "member"
        everyone = [*circle.people.values(), outsider]
        with store.reading() as db:
            known = {row.path: row.owner_id for row in db.scalars(select(Notebook))}
            paths = [*sorted(known), *PAGES]
            for place, spoil, who in asks:
                path = spoil(paths[place % len(paths)])
                answer = may_open(db, person=everyone[who], path=path)
                assert (answer is True) == plainly(path, everyone[who], known, now), (path, who)
            for path in noise:
                assert may_open(db, person=circle["Ana"], path=path) is not True
        store.close()


def test_what_is_anothers_and_what_does_not_exist_are_refused_in_the_same_words(
    circle: Circle, tmp_path: Path
) -> None:
    made = opened(circle, a_workspace(tmp_path)).notebooks
    others = next(each.path for each in made if each.owner == circle["Ben"])
    with circle.store.reading() as db:
        assert may_open(db, person=circle["Ana"], path=others) == may_open(
            db, person=circle["Ana"], path="cycles/nothing/here.ipynb"
        )


def test_nobody_opens_a_page_without_being_signed_in(circle: Circle) -> None:
    with circle.store.reading() as db:
        assert may_open(db, person="", path="pages/home.ipynb") is not True
