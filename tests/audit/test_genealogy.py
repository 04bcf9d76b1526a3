"""How criteria came about, as a picture and as a table."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Circle
from tests.screens import on_page
from widgets.plot import Plot
from workbench.audit import descent, genealogy, queries
from workbench.audit.pages import trends
from workbench.practice import growing, services
from workbench.practice.rules import DROPPED, HELD, PROPOSED, TO_DROP, TRIED

BEGIN = datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
MONTH = timedelta(days=30)


def cycles(count):
    return [(n, BEGIN + MONTH * (n - 1), BEGIN + MONTH * n) for n in range(1, count + 1)]


def version(criterion, revision, fate, at, wording="I end on time", **more):
    return {
        "criterion": criterion, "revision": revision, "wording": wording, "lack": "", "labels": (),
        "fate": fate, "by": "Ana", "reason": "", "at": at, "cycle": 1, "grew_from": (), "own": False,
        **more,
    }  # fmt: skip


def did(*rows):
    found = descent.lanes(pd.DataFrame(list(rows)), cycles(3))
    return {entity: [step.did for step in steps] for entity, steps in found.items()}


def marks(drawn):
    return next(trace for trace in drawn.data if trace.mode == "markers" and trace.customdata is not None)


class TestWhatBecameOfIt:
    def test_follows_the_versions(self):
        later = BEGIN + MONTH
        found = did(
            version("a", 1, PROPOSED, BEGIN), version("a", 2, TRIED, BEGIN), version("a", 3, HELD, BEGIN),
            version("a", 4, PROPOSED, later, "Nobody waits"), version("a", 5, HELD, later, "Nobody waits"),
            version("a", 6, TO_DROP, later, "Nobody waits"), version("a", 7, DROPPED, later, "Nobody waits"),
        )  # fmt: skip
        assert found == {"a": [PROPOSED, TRIED, HELD, PROPOSED, "altered", TO_DROP, DROPPED]}

    def test_one_that_two_grew_from_was_split_and_stands_above_them(self):
        found = did(
            version("z", 1, HELD, BEGIN), version("z", 2, DROPPED, BEGIN + MONTH),
            version("a", 1, HELD, BEGIN + MONTH, grew_from=("z",)), version("m", 1, HELD, BEGIN),
            version("b", 1, HELD, BEGIN + MONTH, grew_from=("z",)),
        )  # fmt: skip
        assert found["z"] == [HELD, "split"]
        assert list(found).index("z") + 1 == list(found).index("a") == list(found).index("b") - 1

    def test_two_that_one_grew_from_were_joined(self):
        found = did(
            version("a", 1, HELD, BEGIN), version("a", 2, DROPPED, BEGIN + MONTH),
            version("b", 1, HELD, BEGIN),
            version("c", 1, HELD, BEGIN + MONTH, grew_from=("a", "b")),
        )  # fmt: skip
        assert found == {"a": [HELD, "joined"], "b": [HELD], "c": [HELD]}


class TestThePicture:
    def test_shows_every_version_once_and_opens_on_its_words(self):
        rows = [
            version(f"c{n}", r, HELD, BEGIN + MONTH * r, f"wording {n} {r}") for n in range(4) for r in (1, 2)
        ]
        drawn = marks(genealogy.genealogy(pd.DataFrame(rows), cycles(3)))
        assert sorted(lines[1] for lines in drawn.customdata) == sorted(row["wording"] for row in rows)

    def test_is_as_wide_as_its_cycles_and_says_each_wording_in_every_width_of_a_phone(self):
        drawn = genealogy.genealogy(pd.DataFrame([version("a", 1, HELD, BEGIN)]), cycles(120))
        assert drawn.layout.meta["wide"] > 120 * genealogy.CYCLE
        said = next(trace for trace in drawn.data if trace.mode == "text")
        gaps = [right - left for left, right in zip(said.x, said.x[1:], strict=False)]
        assert all(gap * genealogy.CYCLE <= genealogy.WINDOW + 1 for gap in gaps)
        assert said.x[-1] > 115

    def test_of_ten_years_and_thirty_criteria_stays_small(self):
        rows = [
            version(f"c{n}", r, HELD, BEGIN + MONTH * (10 * r + n), f"Wording {n} as of {r}, some words long")
            for n in range(30) for r in range(1, 9)
        ]  # fmt: skip
        assert len(genealogy.genealogy(pd.DataFrame(rows), cycles(120)).to_json()) < 300_000

    def test_of_nothing_says_so(self):
        drawn = genealogy.genealogy(pd.DataFrame(columns=list(descent.COLUMNS)), [])
        assert "No criterion" in str(drawn.layout.annotations)

    @given(
        st.lists(
            st.tuples(st.sampled_from("abc"), st.sampled_from([PROPOSED, TRIED, HELD, TO_DROP, DROPPED]),
                      st.integers(-40, 200)), max_size=12),
    )  # fmt: skip
    def test_tells_picture_and_table_the_same_whatever_happened(self, happened):
        rows, seen = [], dict.fromkeys("abc", 0)
        for entity, fate, day in happened:
            seen[entity] += 1
            origin = {"a": ("b",), "b": ("a", "c"), "c": ()}[entity]  # even a circle ends
            rows.append(
                version(
                    entity,
                    seen[entity],
                    fate,
                    BEGIN + timedelta(days=day),
                    f"{entity}{day}",
                    grew_from=origin,
                )
            )
        frame = pd.DataFrame(rows, columns=list(descent.COLUMNS))
        table = descent.table(frame, cycles(3))
        assert len(table) == len(rows)
        drawn = genealogy.genealogy(frame, cycles(3))
        if rows:
            assert [lines[1] for lines in marks(drawn).customdata] == [row["words"] for row in table]
            lanes = marks(drawn)
            for entity in set(lanes.y):
                x = [spot for spot, name in zip(lanes.x, lanes.y, strict=True) if name == entity]
                assert x == sorted(set(x))


def test_the_page_shows_it_without_a_reading_and_ones_own_only_to_oneself(circle: Circle) -> None:
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ana.transaction() as db:
        at = ana.now()
        services.open_cycle(db, by=ana.me, group=circle.group, at=at)
        own = services.write_criterion(db, by=ana.me, group=circle.group, wording="ANAS OWN", at=at)
        first = services.write_criterion(
            db, by=ana.me, group=circle.group, wording="For all", shared=True, at=at
        )
        growing.try_out(db, by=ana.me, version=first, at=at)
        services.write_criterion(
            db, by=ana.me, group=circle.group, wording="Grown", shared=True, grew_from=[first, own], at=at
        )

    def plots(desk):
        return [each for each in on_page(trends(desk).parts.root) if isinstance(each, Plot)]

    (seen,) = plots(ana)
    assert {row["words"] for row in seen.rows} == {"ANAS OWN", "For all", "Grown"}
    assert next(row["from"] for row in seen.rows if row["words"] == "Grown") == "For all + ANAS OWN"
    (others,) = plots(ben)
    assert {row["words"] for row in others.rows} == {"For all", "Grown"}
    assert "ANAS OWN" not in str(others.get_state())
    with ben.reading() as db:
        assert "ANAS OWN" not in str(queries.descent(db, asker=ben.me, group=circle.group))


def test_nobody_outside_reads_it(circle: Circle) -> None:
    from workbench.core.rights import Refused
    from workbench.people import services as people

    ana = circle.desk("Ana")
    with ana.transaction() as db:
        stranger = people.add_person(db, name="Zoe", at=ana.now())
        with pytest.raises(Refused):
            queries.descent(db, asker=stranger, group=circle.group)
