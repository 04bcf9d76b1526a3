from hypothesis import given
from hypothesis import strategies as st

from widgets.plot import Plot

ROWS: list[dict[str, object]] = [
    {"cycle": "Cycle 1", "mark": "Mostly", "hidden": "not a column"},
    {"cycle": "Cycle 2", "mark": None},
]
COLUMNS = [("cycle", "Cycle"), ("mark", "Mark")]


def test_the_table_holds_the_named_columns_and_a_missing_mark_stays_blank():
    plot = Plot({"data": []}, ROWS, COLUMNS, "My thread", "Nothing yet")
    assert plot.columns == [["cycle", "Cycle"], ["mark", "Mark"]]
    assert plot.rows == [{"cycle": "Cycle 1", "mark": "Mostly"}, {"cycle": "Cycle 2", "mark": ""}]


@given(
    state=st.dictionaries(
        st.sampled_from(Plot.class_trait_names()), st.none() | st.text() | st.lists(st.text())
    )
)
def test_nothing_is_taken_from_a_browser(state):
    plot = Plot({"data": []}, ROWS, COLUMNS, "My thread")
    plot.set_state(state)
    assert plot.caption == "My thread"
    assert plot.rows[0] == {"cycle": "Cycle 1", "mark": "Mostly"}


def test_another_picture_takes_the_place_of_the_first():
    plot = Plot({"data": []}, ROWS, COLUMNS, "My thread")
    plot.draw({"data": [{"y": ["Mostly"]}]}, ROWS[:1], COLUMNS)
    assert plot.figure == {"data": [{"y": ["Mostly"]}]}
    assert len(plot.rows) == 1


def test_the_drawing_program_does_not_ride_in_the_control():
    assert len(str(Plot()._esm)) < 12_000
