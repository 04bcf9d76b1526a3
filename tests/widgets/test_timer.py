from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from widgets.timer import Timer

NOW = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)


def test_what_goes_to_the_browser_are_moments_and_lengths_in_thousandths():
    timer = Timer(until=NOW + timedelta(minutes=5), now=NOW, whole=timedelta(minutes=10))
    assert (timer.until - timer.now, timer.whole, timer.left) == (300_000, 600_000, -1)


def test_in_a_pause_what_is_left_stands_still():
    timer = Timer(until=None, now=NOW, whole=timedelta(minutes=10), left=timedelta(minutes=3))
    assert (timer.until, timer.left) == (0, 180_000)


@given(
    state=st.dictionaries(
        st.sampled_from(Timer.class_trait_names()), st.none() | st.text() | st.floats() | st.lists(st.text())
    )
)
def test_nothing_is_taken_from_a_browser(state):
    timer = Timer(until=NOW, now=NOW, whole=timedelta(minutes=1), key="k")
    timer.set_state(state)
    assert (timer.until, timer.key) == (NOW.timestamp() * 1000, "k")


def test_it_costs_a_page_little():
    assert len(str(Timer(until=None, now=NOW, whole=timedelta(0))._esm)) < 4_000
