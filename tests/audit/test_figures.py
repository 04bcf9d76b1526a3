"""My thread (V1) and my criteria (V2), read from ``to_dict()``."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings

from tests.frames import FIVE, NAMES, after, by_peer, frame_of, said
from tests.pictures import SEVEN, heights, naughty, places_of, points, spoken, statements, tabled
from workbench.audit.figures import my_criteria, my_criteria_table, my_thread, my_thread_table
from workbench.core.statements import scale


def own_lines(figure, source="first view"):
    return [trace for trace in figure["data"] if trace.get("name") == source and not trace["showlegend"]]


class TestMyThread:
    def test_a_dot_stands_on_the_very_label_that_was_chosen(self):
        figure = my_thread(frame_of(said("mostly"), said("not yet", at=after(30)))).to_dict()
        [line] = own_lines(figure)
        assert list(line["y"]) == ["mostly", "not yet"]
        assert figure["layout"]["yaxis"]["categoryarray"] == list(FIVE)
        assert figure["layout"]["yaxis"]["type"] == "category"

    def test_the_line_breaks_where_the_wording_changed_and_says_so(self):
        words = ("I name the ending in time", "I name the ending three meetings before it comes")
        rows = [
            said("mostly", at=after(day), revision=1 + day // 60, wording=words[day // 60])
            for day in (0, 30, 60, 90)
        ]
        figure = my_thread(frame_of(*rows)).to_dict()
        assert [len(line["x"]) for line in own_lines(figure)] == [2, 2]
        assert any("wording changed" in note["text"] for note in figure["layout"]["annotations"])

    def test_scales_that_differ_stand_in_panels_of_their_own(self):
        rows = [said("mostly"), said("5", revision=2, labels=SEVEN, at=after(60))]
        figure = my_thread(frame_of(*rows)).to_dict()
        first, second = own_lines(figure)
        assert first["yaxis"] != second["yaxis"]
        assert figure["layout"]["yaxis"]["categoryarray"] == list(FIVE)
        assert figure["layout"]["yaxis2"]["categoryarray"] == list(SEVEN)

    def test_self_closing_and_entries_are_never_joined_with_each_other(self):
        rows = [
            said("mostly", source=source, at=after(n))
            for n, source in enumerate(["self", "closing", "entry"])
        ]
        figure = my_thread(frame_of(*rows)).to_dict()
        assert all(
            len({behind["how"] for behind in t["customdata"]}) == 1
            for t in figure["data"]
            if "customdata" in t
        )

    def test_what_was_not_marked_is_blank_on_the_scale_and_stands_apart(self):
        rows = [said("mostly"), said(None, "I suspend judgement", at=after(30)), said("mostly", at=after(60))]
        figure = my_thread(frame_of(*rows)).to_dict()
        line = next(trace for trace in own_lines(figure) if trace["meta"]["stands_on"] == "labels")
        assert list(line["y"]) == ["mostly", None, "mostly"]
        assert "connectgaps" not in line
        assert [p["y"] for p in points(figure) if p["trace"]["meta"]["stands_on"] == "lanes"] == ["words"]

    def test_a_revision_that_leaves_the_words_alone_breaks_nothing(self):
        rows = [said("mostly"), said("reliably", revision=3, at=after(56))]
        figure = my_thread(frame_of(*rows)).to_dict()
        [thread] = [t for t in figure["data"] if t.get("customdata") and len(t["x"]) > 1]
        assert len(thread["x"]) == 2
        assert "wording changed" not in str(figure["layout"]["annotations"])

    def test_words_that_return_after_others_are_not_joined_over_them(self):
        rows = [
            said("mostly"),
            said("mostly", revision=2, wording="I say when it ends", at=after(28)),
            said("mostly", revision=3, at=after(56)),
        ]
        figure = my_thread(frame_of(*rows)).to_dict()
        assert all(len(trace["x"]) == 1 for trace in figure["data"] if trace.get("customdata"))
        assert str(figure["layout"]["annotations"]).count("<i>wording changed</i>") == 2

    def test_peers_stand_in_letters_each_by_themselves(self):
        rows = [by_peer("ben", "mostly"), by_peer("cleo", "mostly"), by_peer("ben", "reliably", at=after(56))]
        figure = my_thread(frame_of(*rows)).to_dict()
        peers = [trace for trace in figure["data"] if trace["mode"] == "text"]
        assert {trace["name"] for trace in peers} == {"Ben Marrow", "Cleo Vance"}

    def test_a_point_opens_on_its_words(self):
        row = said("mostly", "I hold to it", evidence_for="two endings", evidence_against="one missed")
        [point] = points(my_thread(frame_of(row)).to_dict())
        assert point["behind"]["words"] == "I hold to it"
        assert point["behind"]["for"] == "two endings"
        assert point["behind"]["against"] == "one missed"
        assert point["behind"]["date"] == "12 Jan 2026, 18:30 (UTC)"

    def test_a_criterion_in_words_shows_the_first_words_of_everybody(self):
        rows = [
            said(words="I wait too long", labels=()),
            by_peer("ben", words="You name it early", labels=()),
        ]
        figure = my_thread(frame_of(*rows)).to_dict()
        shown = " ".join(note["text"] for note in figure["layout"]["annotations"])
        assert "I wait too long" in shown
        assert "You name it early" in shown
        assert len(points(figure)) == 2

    def test_an_event_is_noted_at_its_day(self):
        figure = my_thread(
            frame_of(said("mostly"), said("mostly", at=after(60))), events=[(after(20), "moved")]
        )
        assert any("moved" in note["text"] for note in figure.to_dict()["layout"]["annotations"])

    def test_nothing_yet_is_said_in_words(self):
        assert (
            "Nothing has been written" in my_thread(frame_of()).to_dict()["layout"]["annotations"][0]["text"]
        )

    def test_two_people_in_one_thread_are_refused(self):
        with pytest.raises(ValueError, match="one person"):
            my_thread(frame_of(said("mostly"), said("mostly", practitioner="ben")))

    def test_the_figure_leaves_paper_and_width_to_the_page(self):
        layout = my_thread(frame_of(said("mostly"))).to_dict()["layout"]
        assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
        assert "width" not in layout


class TestMyCriteria:
    ROWS = (
        said("mostly"),
        said("3", criterion="listening", wording="I hear the pause", labels=SEVEN),
        said(words="early", criterion="limits", wording="I say what I cannot offer", labels=()),
    )

    def test_criteria_stand_in_the_persons_own_order(self):
        table = my_criteria_table(frame_of(*self.ROWS), order=["limits", "listening"])
        wordings = ["I say what I cannot offer", "I hear the pause", self.ROWS[0]["wording"]]
        assert [row["criterion"] for row in table] == wordings
        figure = my_criteria(frame_of(*self.ROWS), order=["limits", "listening"]).to_dict()
        bold = [note["text"] for note in figure["layout"]["annotations"] if note.get("yref") == "paper"]
        assert [text[3:8] for text in bold[:3]] == ["I say", "I hea", "I nam"]

    def test_each_criterion_has_its_own_labels_and_there_is_no_total(self):
        layout = my_criteria(frame_of(*self.ROWS)).to_dict()["layout"]
        scales = {tuple(axis["categoryarray"]) for name, axis in layout.items() if name.startswith("yaxis")}
        assert FIVE in scales
        assert SEVEN in scales


class TestAnyThread:
    @given(rows=statements())
    @settings(max_examples=60, deadline=None)
    def test_every_height_is_a_label_that_a_person_chose(self, rows):
        assert heights(my_thread(frame_of(*rows)).to_dict()) <= {row["mark"] for row in rows}

    @given(rows=statements())
    @settings(max_examples=60, deadline=None)
    def test_what_is_drawn_is_what_was_said_and_what_the_table_says(self, rows):
        frame = frame_of(*rows)
        said_in_words = tabled(my_thread_table(frame))
        assert spoken(my_thread(frame).to_dict()) == said_in_words
        assert sum(said_in_words.values()) == len(rows)

    @given(rows=statements(one_criterion=False))
    @settings(max_examples=40, deadline=None)
    def test_no_line_joins_two_people_two_wordings_or_two_ways_of_speaking(self, rows):
        figure = my_criteria(frame_of(*rows)).to_dict()
        for trace in figure["data"]:
            behind = [row for row in trace.get("customdata") or [] if row]
            assert len({row["who"] for row in behind}) <= 1
            if "lines" in trace["mode"]:
                assert len({(row["criterion"], row["wording"], row["how"]) for row in behind}) <= 1
                assert all(row["who"] == NAMES["ada"] for row in behind)

    @given(rows=statements(one_criterion=False))
    @settings(max_examples=40, deadline=None)
    def test_shuffling_the_rows_changes_nothing(self, rows):
        frame = frame_of(*rows)
        assert my_criteria(frame).to_dict() == my_criteria(frame.iloc[::-1]).to_dict()
        assert my_criteria_table(frame) == my_criteria_table(frame.sample(frac=1, random_state=3))

    @given(rows=statements())
    @settings(max_examples=40, deadline=None)
    def test_without_one_peer_everybody_elses_points_stay_where_they_were(self, rows):
        without = [row for row in rows if row["assessor"] != "ben"]
        if not without:
            return
        whole, fewer = my_thread(frame_of(*rows)).to_dict(), my_thread(frame_of(*without)).to_dict()
        assert places_of(whole, NAMES["ben"]) == places_of(fewer, "nobody")


class TestAwkwardWords:
    def test_awkward_labels_stay_apart_and_are_written_letter_for_letter(self):
        labels = tuple(naughty())
        rows = [
            said(label, label, labels=labels, at=after(n), wording=label) for n, label in enumerate(labels)
        ]
        figure = my_thread(frame_of(*rows)).to_dict()
        axis = figure["layout"]["yaxis"]
        assert len(set(axis["categoryarray"])) == len(labels)
        assert not any("<" in text.replace("<br>", "") or "$" in text for text in axis["ticktext"])
        assert len(set(own_lines(figure)[0]["y"])) == len(labels)
        json.dumps(figure, ensure_ascii=False).encode("utf-8")

    @pytest.mark.parametrize("words", [(), FIVE], ids=["in words", "with marks"])
    def test_awkward_names_and_words_come_through_unchanged_and_harmless(self, words):
        mark = "mostly" if words else None
        rows = [
            by_peer(f"peer {n}", mark, text, labels=words, assessor_name=text, initials=text[:3], at=after(n))
            for n, text in enumerate(naughty())
        ]
        figure = my_thread(frame_of(*rows)).to_dict()
        behind = {point["behind"]["words"] for point in points(figure)}
        assert {text for text in naughty() if text.isascii()} <= behind
        written = [note["text"] for note in figure["layout"]["annotations"]]
        written += [text for trace in figure["data"] for text in (trace.get("hovertext") or [])]
        for text in written:
            for own in ("<br>", "<b>", "</b>", "<i>", "</i>"):
                text = text.replace(own, "")
            assert "<" not in text
            assert "$" not in text


class TestOrderedLabels:
    def test_marks_are_an_ordered_scale_that_refuses_arithmetic(self):
        marks = scale(frame_of(said("mostly"), said(None), by_peer("ben", "not yet")))
        assert marks.ordered
        assert list(marks.categories) == list(FIVE)
        for attempt in ("mean", "sum", "median", "std"):
            with pytest.raises(TypeError):
                getattr(pd.Series(marks), attempt)()

    def test_two_scales_are_never_one(self):
        with pytest.raises(ValueError, match="different labels"):
            scale(frame_of(said("mostly"), said("3", labels=SEVEN)))
