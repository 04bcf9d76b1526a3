"""F1 to F15: each is tried with the very functions that draw, and each refuses or cannot be asked for."""

import ast
from pathlib import Path

import pandas as pd
import pytest

from tests.frames import after, by_peer, frame_of, said
from workbench.audit import evidence, figures
from workbench.core.rights import Refused
from workbench.core.statements import scale
from workbench.exchange.drawings import NAMES, OF_A_GROUP, PICTURES, picture
from workbench.sessions import figures as sessions

ROOT = Path(__file__).resolve().parents[2]
OTHER = {"practitioner": "cleo", "practitioner_name": "Cleo Vance", "assessor": "cleo"}
TWO_PEOPLE = frame_of(said("mostly"), said("reliably", **OTHER))
SELF_AND_PEER = frame_of(said("mostly"), by_peer("ben", "reliably"))
ALL = [draw for draw, _table in PICTURES.values()]
LIBRARIES = {"sklearn", "scipy", "statsmodels", "nltk", "networkx", "textblob", "wordcloud", "transformers"}


def code():
    return [path for top in ("workbench", "widgets") for path in (ROOT / top).rglob("*.py")]


@pytest.mark.parametrize("draw", ALL)
def test_f1_no_picture_of_one_persons_practice_takes_two_people(draw):
    with pytest.raises(ValueError, match=r"one person at a time|one session at a time|one criterion"):
        draw(TWO_PEOPLE)


def test_f1_lines_that_are_shown_stand_in_the_order_in_which_they_were_shown_and_not_by_mark():
    low, high = said("not yet"), said("reliably", **OTHER)
    for rows in ([low, high], [high, low]):
        heads = [
            note["text"]
            for note in figures.group_threads(frame_of(*rows)).to_dict()["layout"]["annotations"]
            if "·" in note["text"] and "<b>" in note["text"]
        ]
        first = rows[0]["practitioner_name"]
        assert heads[0].startswith(f"<b>{first}")


def test_f2_marks_refuse_a_mean_whoever_gave_them():
    marks = pd.Series(scale(SELF_AND_PEER))
    for reckoning in ("mean", "median", "sum", "std"):
        with pytest.raises(TypeError):
            getattr(marks, reckoning)()


@pytest.mark.parametrize("draw", ALL)
def test_f3_self_and_peer_are_never_one_trace(draw):
    try:
        traces = draw(SELF_AND_PEER).to_dict()["data"]
    except ValueError:
        return
    for trace in traces:
        told = [behind for behind in trace.get("customdata") or () if isinstance(behind, dict)]
        assert len({behind["who"] for behind in told}) <= 1


@pytest.mark.parametrize("draw", ALL)
def test_f4_no_picture_has_a_line_or_a_point_that_nobody_said(draw):
    frame = frame_of(*(said("mostly", at=after(n), source="self") for n in range(3)))
    for trace in draw(frame).to_dict()["data"]:
        here = [x for x in trace.get("x") or () if x is not None]
        if here and trace["meta"]["stands_on"] in {"labels", "rows"}:
            assert len(trace["customdata"]) == len(trace["x"])


@pytest.mark.parametrize("draw", ALL)
def test_f5_every_trace_is_points_and_lines_no_area_gauge_or_radar(draw):
    for trace in draw(frame_of(said("mostly"), said("reliably", at=after(30)))).to_dict()["data"]:
        assert trace["type"] == "scatter"
        assert trace.get("fill") is None


def test_f5_scales_of_two_criteria_cannot_be_put_into_one():
    frame = frame_of(said("mostly"), said("7", criterion="other", labels=("1", "7")))
    with pytest.raises(ValueError, match="One scale at a time"):
        scale(frame)


def test_f6_there_is_no_difference_of_two_marks():
    marks = pd.Series(scale(SELF_AND_PEER))
    with pytest.raises(TypeError):
        marks - marks
    with pytest.raises(TypeError):
        marks.diff()


def test_f7_f8_f12_no_picture_is_called_a_trend_a_norm_a_meter_or_a_score():
    for name in NAMES:
        assert not {"trend", "norm", "score", "rank", "league", "consensus", "average", "index"} & set(
            name.split("-")
        )


def test_f7_f10_f11_f15_nothing_that_forecasts_clusters_or_measures_networks_is_even_imported():
    for path in code():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & LIBRARIES, path


def test_f8_f9_f14_a_picture_of_a_group_is_one_of_a_short_list_and_none_counts_people():
    assert set(OF_A_GROUP) == {"genealogy", "component-map", "audit-rhythm", "group-threads"}


def test_f9_who_had_a_turn_is_told_by_date_and_by_name_without_a_number_of_turns():
    from workbench.audit.rhythm import audit_rhythm

    turns = [
        {"person": who, "name": who.upper(), "kind": "review", "cycle": n, "at": after(30 * n)}
        for who, n in (("zoe", 1), ("zoe", 2), ("abe", 1))
    ]
    drawn = audit_rhythm(pd.DataFrame(turns), {"abe": "ABE", "zoe": "ZOE"}, [1, 2]).to_dict()
    assert drawn["layout"]["yaxis"]["categoryarray"] == ["abe", "zoe"]  # by name, not by turns
    assert "2 turns" not in str(drawn)


def test_f13_what_others_say_of_ones_work_is_no_part_of_ones_shown_line():
    with pytest.raises(ValueError, match="own statements alone"):
        figures.group_threads(SELF_AND_PEER)


def test_f2_f13_evidence_is_ones_own_and_of_one_person():
    with pytest.raises(ValueError, match="one person at a time"):
        evidence.evidence_balance(TWO_PEOPLE)
    frame = frame_of(by_peer("ben", "mostly", evidence_for="Seen by Ben"))
    assert evidence.evidence_balance_table(frame) == []


@pytest.mark.parametrize(
    "name", ["league-table", "average", "radar", "my-score", "consensus-meter", "word-cloud"]
)
def test_none_of_them_can_be_asked_for_by_name(circle, name):
    from workbench.core.desk import Desk

    with pytest.raises(Refused, match="There is no picture called"):
        picture(Desk(circle.store, ""), name, group="Tuesday group", practitioner="Ana", form="json")


def test_two_sessions_are_never_one_range_of_views():
    frame = frame_of(said("mostly"), said("reliably", session="meeting-2", at=after(30)))
    with pytest.raises(ValueError, match="one session at a time"):
        sessions.range_of_views(frame)
