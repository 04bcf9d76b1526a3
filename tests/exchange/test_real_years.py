"""Years of real judgements beside the checkout: each comes in, and is in pictures and exports."""

import csv
import json
from collections import Counter

import pandas as pd
import pytest
from sqlalchemy import select

from tests.exchange.sheets import DATA, a_csv, bring, cells, fresh, judged, taken_out
from workbench.audit.figures import my_criteria, my_criteria_table
from workbench.models.people import Group
from workbench.people.queries import fellows_of
from workbench.sessions.statements import statements

DUTCH = DATA / "a_ratings" / "dutchcollege_7_waves_relations.csv"
TEAMS = DATA / "a_ratings" / "teammates_demo_course_responses.csv"
KNOWN = {"-1": "troubled", "0": "neutral", "1": "friendly", "2": "friend", "3": "close", "4": "unknown"}


def the_rows(path):
    if not path.is_file():
        pytest.skip("Published by others and not ours to ship; read where it lies beside the checkout.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said_of_all(desk):
    """Return everybody's statements in the only group, as each may read what came in about themselves."""
    with desk.reading() as db:
        group = db.scalars(select(Group.id)).one()
        found = {}
        for fellow in fellows_of(db, group):
            who = {"asker": fellow.id, "group": group, "practitioner": fellow.id, "at": desk.now()}
            found[fellow.name] = statements(db, **who)
    return found


def test_seven_waves_of_thirty_two_people_are_seven_cycles(tmp_path):
    told = the_rows(DUTCH)
    rows = [
        judged(
            f"Person {r['rater']}", f"Person {r['ratee']}", cycle=r["wave"], criterion="How we stand",
            mark=KNOWN[r["relation"]], words="",
        )
        for r in told
    ]  # fmt: skip
    desk = fresh(tmp_path)
    scale = a_csv(
        tmp_path,
        [{"group": "Tuesday group", "wording": "How we stand", "labels": "|".join(KNOWN.values())}],
        name="scale.csv",
    )
    bring(
        desk,
        a_csv(tmp_path, [{"group": "Tuesday group", "name": "Person 1", "standing": "member"}]),
        "members",
    )
    bring(desk, scale, "practice")
    outcome = bring(desk, a_csv(tmp_path, rows))
    assert (outcome.added, outcome.refused) == (len(told), [])
    theirs = Counter((r["ratee"], r["wave"], r["rater"], KNOWN[r["relation"]]) for r in told)
    ours: Counter[tuple[str, ...]] = Counter()
    for name, said in said_of_all(desk).items():
        ours.update(
            (name.split()[1], str(row["cycle"]), row["assessor_name"].split()[1], row["mark"]) for row in said
        )
        table = my_criteria_table(pd.DataFrame(said))
        assert Counter((row["cycle"], row["who"], row["mark"]) for row in table) == Counter(
            (str(row["cycle"]), row["assessor_name"], row["mark"]) for row in said
        )
    assert ours == theirs
    out = cells(taken_out(desk, tmp_path))
    assert Counter((r["cycle"], r["assessor"], r["practitioner"], r["mark"]) for r in out) == Counter(
        (r["cycle"], r["assessor"], r["practitioner"], r["mark"]) for r in rows
    )
    figure = my_criteria(pd.DataFrame(said_of_all(desk)["Person 2"])).to_dict()
    drawn = [trace for trace in figure["data"] if "customdata" in trace]
    assert sum(len(trace["customdata"]) for trace in drawn) == sum(r["ratee"] == "2" for r in told)


def test_two_sessions_of_a_course_are_two_cycles_with_self_peers_and_words(tmp_path):
    people = {r["giver"] for r in the_rows(TEAMS)}
    told = [
        r for r in the_rows(TEAMS)
        if r["type"] in {"CONTRIB", "TEXT", "CONSTSUM_RECIPIENTS"} and r["recipient"] in people
        and not r["session"].startswith("Session")
    ]  # fmt: skip
    cycles = {session: str(n) for n, session in enumerate(dict.fromkeys(r["session"] for r in told), start=1)}
    rows = []
    for r in told:
        answer = json.loads(r["answer_json"])
        number = answer.get("answer") if r["type"] == "CONTRIB" else (answer.get("answers") or [None])[0]
        words = str(answer["answer"]) if r["type"] == "TEXT" else str(number)
        about = {"cycle": cycles[r["session"]], "criterion": r["question_text"], "words": words}
        rows.append(judged(r["giver"], r["recipient"], **about))
    desk = fresh(tmp_path)
    outcome = bring(desk, a_csv(tmp_path, rows))
    assert (outcome.added + outcome.repeated, outcome.refused) == (len(rows), [])
    wanted = {(r["practitioner"], r["cycle"], r["assessor"], r["criterion"], r["words"]) for r in rows}
    ours = {
        (name, str(row["cycle"]), row["assessor_name"], row["wording"], row["words"])
        for name, said in said_of_all(desk).items()
        for row in said
    }
    assert ours == wanted
    alice = my_criteria_table(pd.DataFrame(said_of_all(desk)["Alice Betsy"]))
    assert {row["words"] for row in alice} == {
        words for name, _c, _a, _k, words in wanted if name == "Alice Betsy"
    }
