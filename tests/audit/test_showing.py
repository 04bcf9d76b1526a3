"""A line of one's own, shown to the group for a while: a copy, one's own words alone, ending by itself."""

from datetime import timedelta

import pytest

from tests.frames import after, by_peer, frame_of, said
from tests.screens import card, on_page, state
from tests.sessions.builders import Meeting
from widgets.plot import Plot
from workbench.audit import figures, looking, queries, services
from workbench.audit.sweep import sweep
from workbench.audit.trends import Trends
from workbench.core.rights import Refused
from workbench.people import services as people


@pytest.fixture
def met(circle):
    meeting = Meeting(circle)
    meeting.send("Ana", mark="rarely", words="ANAS WORDS")
    meeting.go("peers")
    meeting.send("Ben", mark="always", words="BENS WORDS", basis="sat in")
    for step in ("account", "reveal"):
        meeting.go(step)
    return meeting


def show(meeting, name="Ana", *, length="weeks", purpose="To ask you about it", words=True, who="Ana"):
    desk = meeting.circle.desk(name)
    with desk.reading() as db:
        owner = meeting.circle[who]
        rows = queries.my_statements(db, asker=owner, group=meeting.circle.group, at=desk.now())
    with desk.transaction() as db:
        return services.show_thread(
            db, by=desk.me, group=meeting.circle.group, criterion=rows[0]["criterion"], rows=rows,
            with_words=words, purpose=purpose, length=length, at=desk.now(),
        )  # fmt: skip


def on_disk(store):
    return b"".join(file.read_bytes() for file in store.file.parent.glob(f"{store.file.name}*"))


def seen_by(meeting, name):
    desk = meeting.circle.desk(name)
    with desk.reading() as db:
        return looking.shown_lines(db, asker=desk.me, group=meeting.circle.group, at=desk.now())


class TestAShownLine:
    def test_holds_its_owners_statements_and_nobody_elses(self, met):
        show(met)
        (line,) = seen_by(met, "Cai")
        assert {said["words"] for said in line.content} == {"ANAS WORDS"}
        assert "BENS WORDS" not in str(line)

    def test_holds_no_words_unless_they_were_wanted(self, met):
        show(met, words=False)
        (line,) = seen_by(met, "Ben")
        assert [said["mark"] for said in line.content] == ["rarely"]
        assert "ANAS WORDS" not in str(line)

    def test_cannot_be_shown_by_another(self, met):
        with pytest.raises(Refused, match="nothing of your own"):
            show(met, "Ben")
        assert seen_by(met, "Cai") == []

    def test_ends_by_itself_and_then_goes(self, met):
        show(met, length="day")
        met.circle.clock.go_on(hours=23)
        assert len(seen_by(met, "Cai")) == 1
        met.circle.clock.go_on(hours=1)
        assert seen_by(met, "Cai") == []
        assert b"To ask you about it" in on_disk(met.circle.store)
        sweep(met.circle.store)
        assert b"To ask you about it" not in on_disk(met.circle.store)

    def test_is_taken_back_by_its_owner_alone(self, met):
        line = show(met)
        for name in ("Ben", "Ana"):
            desk = met.circle.desk(name)
            if name == "Ben":
                with pytest.raises(Refused, match="not here"), desk.transaction() as db:
                    services.take_back(db, by=desk.me, thread=line)
            else:
                with desk.transaction() as db:
                    services.take_back(db, by=desk.me, thread=line)
        assert seen_by(met, "Cai") == []

    def test_goes_when_its_owner_leaves(self, met):
        show(met)
        ana = met.circle.desk("Ana")
        met.circle.clock.go_on(minutes=1)
        with ana.transaction() as db:
            people.set_standing(
                db, by=ana.me, group=met.circle.group, person=ana.me, standing="left", at=ana.now()
            )
        assert seen_by(met, "Cai") == []

    @pytest.mark.parametrize(
        ("wrong", "said"), [({"purpose": " "}, "what you show it for"), ({"length": "ever"}, "how long")]
    )
    def test_needs_a_purpose_and_an_end(self, met, wrong, said):
        with pytest.raises(Refused, match=said):
            show(met, **wrong)


class TestThePage:
    def test_gives_shows_and_takes_back(self, met):
        page = Trends(met.circle.desk("Ana"))
        page.opened = True
        root = page.follower.start().parts.root
        entity = page.showing.rows[0]["criterion"]
        form = card(root, "Show a line of mine to the group")
        form.press("show_line", criterion=entity, purpose="What do you see?", length="weeks", words=True)
        assert form.message == "The group can see it now."
        others = Trends(met.circle.desk("Ben")).follower.start().parts.root
        told = state(others)
        assert "What do you see?" in told
        assert "shown until" in told
        assert "ANAS WORDS" in told
        assert "Take back what I show" not in told
        (plot,) = [p for p in on_page(others) if isinstance(p, Plot) and "one row" in p.caption.lower()]
        assert [r["who"] for r in plot.rows] == ["Ana"]
        back = card(root, "Take back what I show")
        back.press("take_back", line=seen_by(met, "Ana")[0].id)
        assert "ANAS WORDS" not in state(Trends(met.circle.desk("Ben")).follower.start().parts.root)


class TestTheGroupsPicture:
    def test_gives_each_line_a_row_of_its_own_in_the_order_in_which_it_was_shown(self):
        rows = [
            said("mostly", practitioner=who, practitioner_name=who.upper(), assessor=who, at=after(days))
            for who, days in (("zoe", 90), ("abe", 0), ("zoe", 120))
        ]
        drawn = figures.group_threads(frame_of(*rows))
        heads = [note.text for note in drawn.layout.annotations if "<b>" in note.text]
        assert [head.split("·")[0].replace("<b>", "").strip() for head in heads][:2] == ["ZOE", "ABE"]
        assert len({trace.yaxis for trace in drawn.data if trace.meta["stands_on"] == "labels"}) == 2

    def test_refuses_what_others_said(self):
        with pytest.raises(ValueError, match="own statements alone"):
            figures.group_threads(frame_of(by_peer("ben", "mostly")))


def test_lengths_are_short_enough_to_be_asked_again():
    from workbench.audit.rules import LENGTHS

    assert max(LENGTHS.values()) <= timedelta(weeks=13)
