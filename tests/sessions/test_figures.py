"""Before and after (V3) and the range of views (V4), read from ``to_dict()``."""

import json

import pytest
from hypothesis import given, settings

from tests.frames import NAMES, after, by_peer, frame_of, said
from tests.pictures import SEVEN, heights, naughty, places_of, points, spoken, statements, tabled
from workbench.sessions.figures import (
    before_and_after,
    before_and_after_table,
    range_of_views,
    range_of_views_table,
)

PAIRS = [(before_and_after, before_and_after_table), (range_of_views, range_of_views_table)]
MEETING = (
    said("now and then", "I wait"),
    by_peer("ben", "mostly", "You said it early", at=after(0.01)),
    by_peer("cleo", "mostly", "Mostly so", at=after(0.01)),
    by_peer("dag", None, no_basis=True, basis="We have not met over this", at=after(0.01)),
    said("about half the time", "I hold less hard", source="closing", at=after(0.1)),
)
IN_WORDS = tuple(row | {"labels": (), "mark": None} for row in MEETING)


def shown(figure):
    return " ".join(note["text"] for note in figure["layout"]["annotations"])


class TestBeforeAndAfter:
    def test_the_first_and_the_closing_view_are_two_dots_joined(self):
        figure = before_and_after(frame_of(*MEETING)).to_dict()
        [line] = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]
        assert list(line["y"]) == ["now and then", "about half the time"]
        assert [behind["words"] for behind in line["customdata"]] == ["I wait", "I hold less hard"]

    def test_peers_stand_beside_the_line_each_in_a_column_of_their_own(self):
        figure = before_and_after(frame_of(*MEETING)).to_dict()
        peers = [trace for trace in figure["data"] if trace["mode"] == "text"]
        assert len({trace["x"][0] for trace in peers}) == len(peers) == 3
        assert not {"first view", "closing view"} & {trace["x"][0] for trace in peers}

    def test_without_a_closing_view_nothing_is_joined(self):
        figure = before_and_after(frame_of(*MEETING[:4])).to_dict()
        assert not [trace for trace in figure["data"] if "lines" in trace["mode"]]

    def test_in_words_both_views_stand_beside_each_other_and_the_peers_below_by_name(self):
        figure = before_and_after(frame_of(*IN_WORDS)).to_dict()
        assert all(
            text in shown(figure) for text in ("I wait", "I hold less hard", "Ben Marrow", "You said it")
        )
        assert len(points(figure)) == len(IN_WORDS)

    def test_each_criterion_has_labels_of_its_own_in_the_order_asked_for(self):
        rows = [*MEETING, said("3", labels=SEVEN, criterion="listening", wording="I hear the pause")]
        table = before_and_after_table(frame_of(*rows), order=["listening", "ending"])
        assert table[0]["criterion"] == "I hear the pause"
        layout = before_and_after(frame_of(*rows), order=["listening", "ending"]).to_dict()["layout"]
        assert layout["yaxis"]["categoryarray"] == list(SEVEN)


class TestRangeOfViews:
    def test_who_had_no_basis_stands_apart_at_the_left_and_off_the_scale(self):
        figure = range_of_views(frame_of(*MEETING)).to_dict()
        [apart] = [p for p in points(figure) if p["trace"]["meta"]["stands_on"] == "lanes"]
        assert apart["behind"]["who"] == "Dag Holm"
        zone, scale = (figure["layout"][f"xaxis{n}"]["domain"] for n in ("2", ""))
        assert zone[1] < scale[0]

    def test_each_stands_in_a_column_of_their_own_by_name_and_not_by_mark(self):
        rows = [
            said("mostly"),
            by_peer("cleo", "not yet"),
            by_peer("ben", "reliably"),
            by_peer("eli", "mostly"),
        ]
        axis = range_of_views(frame_of(*rows)).to_dict()["layout"]["xaxis"]
        assert axis["categoryarray"] == ["self", "peer ben", "peer cleo", "peer eli"]

    def test_two_sessions_are_refused(self):
        with pytest.raises(ValueError, match="one session"):
            range_of_views(frame_of(said("mostly"), said("mostly", session="another")))

    def test_in_words_everybody_is_named_with_their_words(self):
        figure = range_of_views(frame_of(*IN_WORDS)).to_dict()
        assert all(text in shown(figure) for text in ("I wait", "Cleo Vance", "Mostly so", "no basis"))

    def test_on_the_job_entries_are_no_part_of_a_session(self):
        assert points(range_of_views(frame_of(said("mostly", source="entry", session=""))).to_dict()) == []


@pytest.mark.parametrize(("draw", "tell"), PAIRS)
class TestAnySession:
    @given(rows=statements(one_criterion=False, one_session=True))
    @settings(max_examples=40, deadline=None)
    def test_what_is_drawn_is_what_was_said_and_what_the_table_says(self, draw, tell, rows):
        frame = frame_of(*rows)
        assert spoken(draw(frame).to_dict()) == tabled(tell(frame))
        assert len(tell(frame)) == len(rows)

    @given(rows=statements(one_criterion=False, one_session=True))
    @settings(max_examples=40, deadline=None)
    def test_every_height_is_a_chosen_label_and_no_trace_mixes_two_people(self, draw, tell, rows):
        figure = draw(frame_of(*rows)).to_dict()
        assert heights(figure) <= {row["mark"] for row in rows}
        for trace in figure["data"]:
            assert len({row["who"] for row in trace.get("customdata") or [] if row}) <= 1

    @given(rows=statements(one_criterion=False, one_session=True))
    @settings(max_examples=40, deadline=None)
    def test_shuffling_the_rows_changes_nothing(self, draw, tell, rows):
        frame = frame_of(*rows)
        assert draw(frame).to_dict() == draw(frame.iloc[::-1]).to_dict()
        assert tell(frame) == tell(frame.iloc[::-1])

    @given(rows=statements(one_criterion=False, one_session=True))
    @settings(max_examples=40, deadline=None)
    def test_without_one_peer_everybody_elses_points_stay_where_they_were(self, draw, tell, rows):
        without = [row for row in rows if row["assessor"] != "ben"]
        if not without:
            return
        whole, fewer = draw(frame_of(*rows)).to_dict(), draw(frame_of(*without)).to_dict()
        assert places_of(whole, NAMES["ben"]) == places_of(fewer, "nobody")

    def test_awkward_words_and_labels_are_shown_and_harmless(self, draw, tell):
        labels = tuple(naughty())
        rows = [
            by_peer(f"p{n}", text, text, labels=labels, assessor_name=text) for n, text in enumerate(labels)
        ]
        figure = draw(frame_of(*rows)).to_dict()
        assert len({point["y"] for point in points(figure)}) == len(labels)
        assert len(points(figure)) == len(tell(frame_of(*rows))) == len(labels)
        json.dumps(figure, ensure_ascii=False).encode("utf-8")
