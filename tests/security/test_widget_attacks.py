"""
A browser that says to its own page whatever it likes: the store stays as it is, and nothing is told.

Each attack is followed by the same three questions: are the tables the same, byte for byte; did any text
of an error come out; does the page still do what it is for?
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.security.attacked import Attacked, attacked
from tests.security.checker import planted_in, settle
from tests.security.tally import tried

ROOT = Path(__file__).resolve().parents[2]
WORDS = "zzattack0123456789abzz"
SCRIPT = f"<img src=x onerror=\"window.pwned='{WORDS}'\">"
DEEP: Any = json.loads("[" * 500 + "]" * 500)
HOSTILE: Sequence[Any] = (
    SCRIPT, "", None, True, -1, 2**63, 1.5e308, [], [[SCRIPT]], {}, {"a": {"b": SCRIPT}}, DEEP, "x" * 100_000,
    "IPY_MODEL_" + "0" * 32, ["IPY_MODEL_" + "0" * 32], "\ud800", "\0",
)  # fmt: skip
NAMED = re.compile(r'Action\(\s*"([a-z-]+)"')
EVERY_ACTION = sorted(
    {name for path in (ROOT / "workbench").rglob("*.py") for name in NAMED.findall(path.read_text("utf-8"))}
    | {"__init__", "_answer", "", "press", "revoke", "renew_all"}
)
CHOSEN = (
    "session", "entry", "release", "person", "known", "entity", "criterion", "component", "keep", "criteria",
    "readers", "host", "timekeeper", "support", "rattle", "note-taker", "kind", "cycle", "item", "meeting",
    "note", "part", "which", "step", "place", "example",
)  # fmt: skip
LISTS = {"keep", "criteria", "readers"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("attacked")) as place:
        yield place


@pytest.fixture
def harmless(place: Attacked) -> Iterator[None]:
    """Ask after each attack whether the store is the same, nothing was told, and the pages still work."""
    settle(place.pages)
    before = place.tables("drafts")
    yield
    settle(place.pages)
    place.quiet()
    after = place.tables("drafts")
    assert [name for name in before if before[name] != after[name]] == []
    assert all(page.states() for page in place.pages)
    place.quiet()
    assert planted_in(place.log.read_bytes()) == set()


def is_form(state: dict[str, Any]) -> bool:
    return "actions" in state and "fields" in state


@pytest.mark.usefixtures("harmless")
class TestWhatABrowserMaySay:
    def test_no_trait_of_a_form_can_be_overwritten_but_what_is_typed(self, place: Attacked) -> None:
        ours = 0
        for page in place.pages:
            before = page.states()
            for comm, state in before.items():
                if not is_form(state):
                    continue
                ours += 1
                for trait, value in product(state.keys() - {"values"}, HOSTILE[:4]):
                    place.overwrite(page, comm, trait, value)
                page.heard()
            after = page.states()
            forms = {comm: state for comm, state in before.items() if is_form(state)}
            assert {comm: after[comm] for comm in forms} == forms
        assert ours > 15

    def test_values_of_the_wrong_kind_are_not_taken_and_the_right_kind_is(self, place: Attacked) -> None:
        for page in place.pages:
            for comm, state in page.states().items():
                if not is_form(state):
                    continue
                names = {field["name"]: field for field in state["fields"]}
                for value in HOSTILE:
                    typed = {**dict.fromkeys(names, value), "nothing": value}
                    place.say(
                        page, comm, {"method": "update", "state": {"values": typed}, "buffer_paths": []}
                    )
                    place.say(page, comm, {"method": "custom", "content": {"values": value, "turn": value}})
                page.heard()
                kept = page.states()[comm]["values"]
                for name in names.keys() & kept.keys():
                    field = names[name]
                    assert not isinstance(kept[name], dict | int) or field["kind"] == "check"
                    if field["kind"] in {"select", "choice", "scale"}:
                        assert kept[name] in {"", *(key for key, _label in field["options"])}
                    if isinstance(kept[name], str):
                        assert len(kept[name]) <= 20_000
            place.alive()

    def test_no_button_is_pressed_that_is_not_offered(self, place: Attacked) -> None:
        for page in place.pages:
            for comm, state in page.states().items():
                offered = {action["name"] for action in state.get("actions", ())}
                for name in EVERY_ACTION if is_form(state) else ("press",):
                    if name not in offered:
                        place.say(page, comm, {"method": "custom", "content": {"action": name, "values": {}}})
                place.say(page, comm, {"method": "custom", "content": {"event": "click"}})
                page.heard()
            place.alive()
        assert len(EVERY_ACTION) > 50, "the search finds them"

    def test_nobody_is_marked_in_a_round_and_nothing_put_into_a_list_from_another_page(
        self, place: Attacked
    ) -> None:
        everybody = place.walk.circle.people.values()
        said = [
            *({"action": "mark", "person": who, "mark": "spoken"} for who in everybody),
            *({"action": "put", "list": name, "text": "PUT"} for name in ("take", "leave", "puzzle")),
        ]
        for page in place.pages:
            for comm, state in page.states().items():
                if is_form(state):
                    continue
                for content in said:
                    place.say(page, comm, {"method": "custom", "content": content})
                page.heard()
            place.alive()

    def test_ids_of_others_records_are_worth_nothing(self, place: Attacked) -> None:
        walk = place.walk
        with walk.store.reading() as db:
            theirs = [
                *walk.circle.people.values(), *walk.sessions.values(), walk.chosen, walk.shared,
                walk.proposal, walk.later, walk.friday, walk.group, walk.cycle, walk.fridays,
                *(row for (row,) in db.connection().exec_driver_sql("SELECT entity FROM entries")),
                *(row for (row,) in db.connection().exec_driver_sql("SELECT id FROM criteria")),
                *(row for (row,) in db.connection().exec_driver_sql("SELECT id FROM releases")),
            ]  # fmt: skip
        for page in place.pages:
            for comm, state in page.states().items():
                if not is_form(state):
                    continue
                options = {
                    field["name"]: {key for key, _label in field["options"]} for field in state["fields"]
                }
                for record in theirs:
                    typed = {
                        name: [record] if name in LISTS else record
                        for name in CHOSEN
                        if record not in options.get(name, ())
                    }
                    place.say(page, comm, {"method": "custom", "content": {"values": typed}})
                page.heard()
                kept = page.states()[comm]["values"]
                offered = {key for keys in options.values() for key in keys}
                assert not {str(kept[name]) for name in CHOSEN if name in kept} & (set(theirs) - offered)
            place.alive()

    def test_a_page_takes_in_no_other_widget_and_makes_none(self, place: Attacked) -> None:
        dees = next(page for page in place.pages if page.person == "Dee").states()
        theirs = next(iter(dees))
        for page in place.pages[:3]:
            before = page.states()
            for comm in list(before)[:12]:
                for reference in (f"IPY_MODEL_{theirs}", f"IPY_MODEL_{comm}"):
                    place.overwrite(page, comm, "children", [reference])
                    place.overwrite(page, comm, "layout", reference)
                for trait in {"children", "layout"} & before[comm].keys():  # their own page, and later ones
                    place.overwrite(page, comm, trait, before[comm][trait])
                page.heard()
            place.alive()
            for module, name in (("@jupyter-widgets/controls", "HTMLModel"), ("anywidget", "AnyModel")):
                state = {"_model_module": module, "_model_name": name, "value": SCRIPT, "_esm": SCRIPT}
                made = {"comm_id": "f" * 32, "target_name": "jupyter.widget", "data": {"state": state}}
                page.say("comm_open", made)
                page.ask()
                page.heard()
                tried("attacks")
            assert page.states().keys() == before.keys()

    def test_what_is_no_message_of_a_widget_does_nothing(self, place: Attacked) -> None:
        odd: Sequence[Any] = (
            {}, {"method": "backbone"}, {"method": "update"}, {"method": "update", "state": []},
            {"method": "update", "state": {}, "buffer_paths": [["values", 0]]}, {"method": "request_state"},
            {"method": "custom"}, {"method": "custom", "content": None}, {"method": "custom", "content": []},
            {"method": "custom", "content": {"action": ["send"], "turn": True}}, {"method": "echo_update"},
            {"method": "update", "state": {"values": DEEP}, "buffer_paths": []}, {"method": ["custom"]},
            {"method": "custom", "content": {"values": {"words": DEEP}, "turn": 2**40, "action": None}},
        )  # fmt: skip
        for page in place.pages:
            states = page.states()
            forms = [comm for comm, state in states.items() if is_form(state)]
            others = [comm for comm in states if comm not in forms]
            for comm in [*forms[:3], *others[:3], "0" * 32, "all"]:
                for data in odd:
                    place.say(page, comm, data)
                page.heard()
            place.overwrite(page, forms[0], "values", {"words": "x" * 2_000_000})
            page.heard()
            place.alive()


def test_a_button_that_is_offered_does_what_it_says_so_the_refusals_mean_something(place: Attacked):
    ben = next(page for page in place.pages if page.name == "assessment-meeting" and page.person == "Ben")
    before = place.tables("drafts")["stage_moves"]
    assert ben.press("pause")
    assert len(place.tables("drafts")["stage_moves"]) == len(before) + 1
