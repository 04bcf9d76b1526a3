"""F12 and F14 over the pictures of how a group governs itself: no meter, no majority, no board of delays."""

import pytest

from tests.builders import Circle
from tests.exchange.test_governing import drawn
from tests.exchange.test_governing import told as told
from workbench.exchange.governing import GOVERNING

SAID = ("majority", "consensus", "overdue", "late", "%", "score", "rank")
ALARMING = ("red", "#f00", "#ff0000", "#d62728")


@pytest.mark.parametrize("name", GOVERNING)
def test_f12_f14_every_mark_is_one_voice_or_one_event_and_nothing_alarms(told: Circle, name: str) -> None:
    got = drawn(told, name, "Ben")
    figure = got["figure"]
    assert {trace["type"] for trace in figure["data"]} <= {"scatter"}  # type: ignore[index]
    assert not any("fill" in trace for trace in figure["data"])  # type: ignore[index]
    spoken = str(figure).lower()
    assert not any(f"'{colour}'" in spoken for colour in ALARMING)
    words = str(got["table"]).lower() + str([t.get("hovertext") for t in figure["data"]]).lower()  # type: ignore[index]
    assert not any(word in words for word in SAID)


def test_f12_as_many_points_stand_in_a_mosaic_as_there_were_voices_and_no_line_that_would_be_enough(
    told: Circle,
) -> None:
    figure = drawn(told, "decision-mosaic", "Cai")["figure"]
    points = [x for trace in figure["data"] for x in trace["x"] if x is not None]  # type: ignore[index]
    assert len(points) == 3
    assert not figure["layout"].get("shapes")  # type: ignore[index]
