"""A person who is deleted is gone from every byte of the workspace; the others have lost nothing."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.audit.planting import CODES, KEYS, NAMES, Planted, text_columns
from tests.audit.searching import told, traces
from tests.builders import Clock, a_store
from workbench.audit.erasure import delete_me
from workbench.core.finishing import finish
from workbench.core.settings import Workspace


def planted(folder, around=lambda: "") -> Planted:
    workspace = Workspace(folder / "w")
    workspace.make()
    store = a_store(workspace.path, Clock())
    return Planted(store, workspace, around)


def deleted(circle: Planted, name: str) -> bool:
    with circle.at(name) as db:
        delete_me(db, by=circle.id(name), typed=circle.called[name], at=circle.clock())
    return finish(circle.store, circle.workspace)


def test_every_column_of_text_is_planted_or_known_to_hold_nobodys_words(tmp_path):
    circle = planted(tmp_path)
    known = text_columns()
    assert known - circle.covered - CODES == set(), "Plant words there, or say why nobody's words lie there."
    assert (circle.covered | CODES) - known == set()
    assert circle.covered & CODES == set()
    every = {word for words in circle.mine.values() for word in words}
    assert traces(circle.workspace.path, every).keys() == every
    circle.store.close()


AROUND = ("", "ﷺ ", "\n", "'); --", "é" * 3000, "word " * 900)


@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(name=st.sampled_from(NAMES), chance=st.randoms(use_true_random=False))
def test_no_byte_of_their_words_or_name_is_left_and_all_of_the_others_is(tmp_path_factory, name, chance):
    circle = planted(tmp_path_factory.mktemp("p"), lambda: chance.choice(AROUND))
    try:
        before = told(circle.store)
        assert deleted(circle, name)
        left = traces(circle.workspace.path, circle.mine[name])
        assert {circle.mine[name][word]: files for word, files in left.items()} == {}
        after = told(circle.store)
        others = {
            word: column
            for other in NAMES if other != name
            for word, column in circle.mine[other].items()
            if column.partition(".")[0] not in KEYS and word in before
        }  # fmt: skip
        assert [column for word, column in others.items() if word not in after] == []
        assert [column for word, column in circle.shared.items() if word not in after] == []
    finally:
        circle.store.close()


@pytest.mark.parametrize("name", NAMES)
def test_one_after_the_other_until_nobody_is_left_and_nothing(tmp_path, name):
    circle = planted(tmp_path)
    for each in (name, *(other for other in NAMES if other != name)):
        assert deleted(circle, each)
    every = {word for words in (*circle.mine.values(), circle.shared) for word in words}
    assert traces(circle.workspace.path, every) == {}
    circle.store.close()
