"""The form register: proposed, tried, adopted, reviewed, dropped; past its day a form rests by itself."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, Circle, Clock
from tests.decisions.deciding import proposed
from tests.roles.held import charter, taken_up
from tests.screens import form, state
from workbench.core.clock import shown_day
from workbench.core.rights import Refused
from workbench.forms import agreed, figures, remarks, rules, services
from workbench.forms.pages import agreed_on
from workbench.forms.register import Entry, entry_of, register
from workbench.forms.ways import WAYS, Way, way_of, way_text
from workbench.models.forms import GroupForm
from workbench.people import services as people
from workbench.roles.queries import roles

WAY = Way("How we begin", text="We sit in silence for a minute.", strand="association")


def say(circle: Circle, name: str, form_: str, stand: str = "with", words: str = "") -> None:
    desk = circle.desk(name)
    with desk.transaction() as db:
        services.say(db, by=desk.me, form=form_, stand=stand, words=words, at=desk.now())


def adopt(circle: Circle, name: str, form_: str, *, trial: bool = False) -> str:
    desk = circle.desk(name)
    with desk.transaction() as db:
        return services.adopt(db, by=desk.me, form=form_, at=desk.now(), trial=trial, heard=False)


def entries(circle: Circle, name: str = "Ana") -> list[Entry]:
    desk = circle.desk(name)
    with desk.reading() as db:
        found = register(db, asker=desk.me, group=circle.group, at=desk.now())
    return [entry for entry in found if entry.kind == "way"]


def only(circle: Circle) -> Entry:
    (entry,) = entries(circle)
    return entry


def test_nobody_adopts_their_own_proposal_before_somebody_has_said_where_they_stand(circle: Circle) -> None:
    version = proposed(circle, "Ana", WAY)
    with pytest.raises(Refused, match="Nobody else has said"):
        adopt(circle, "Ana", version)
    say(circle, "Ben", version, "differing", "A minute is long for me.")
    adopt(circle, "Ana", version)
    entry = only(circle)
    assert entry.stands == "held"
    assert [(v.by, v.words) for v in entry.differing()] == [(circle["Ben"], "A minute is long for me.")]


def test_a_trial_ends_by_itself_and_what_held_before_holds_again(circle: Circle, clock: Clock) -> None:
    first = proposed(circle, "Ana", WAY, days=300)
    say(circle, "Ben", first)
    adopt(circle, "Cai", first)
    topic = only(circle).topic
    second = proposed(circle, "Ben", Way("How we begin", text="We sing."), days=20, form=topic)
    say(circle, "Cai", second)
    adopt(circle, "Ana", second, trial=True)
    assert (only(circle).stands, only(circle).way.text) == ("tried", "We sing.")
    clock.go_on(days=21)
    assert (only(circle).stands, only(circle).way.text) == ("held", WAY.text)


def test_a_form_of_which_the_review_date_is_five_years_past_rests_and_says_since_when(
    circle: Circle, clock: Clock
) -> None:
    version = proposed(circle, "Ana", WAY, days=30)
    say(circle, "Ben", version)
    adopt(circle, "Ben", version)
    clock.go_on(days=5 * 365)
    entry = only(circle)
    assert (entry.stands, entry.since, entry.now) == ("rests", (START + timedelta(days=30)).date(), None)
    page = state(agreed_on(circle.desk("Cai")).parts.root)
    assert f"Rests since {shown_day(START + timedelta(days=30))}, and binds nobody." in page
    assert "overdue" not in page.lower()


def test_keep_alter_drop_rest_and_every_word_stays_readable(circle: Circle, clock: Clock) -> None:
    version = proposed(circle, "Ana", WAY)
    say(circle, "Ben", version)
    adopt(circle, "Ben", version)
    desk = circle.desk("Cai")
    with desk.transaction() as db:
        answers = {
            "invent": "No, we would not.",
            "autonomy": "Costs a minute.",
            "too-little": "Nobody began.",
        }
        agreed.review(db, by=desk.me, form=only(circle).entity, answers=answers, at=desk.now())
        services.drop(
            db, by=desk.me, group=circle.group, topic=only(circle).topic, reason="We outgrew it",
            at=clock.go_on(days=1),
        )  # fmt: skip
    entry = only(circle)
    assert (entry.stands, entry.now) == ("dropped", None)
    assert [way_of(v.text).text for v in entry.versions] == [WAY.text] * 3
    root = agreed_on(desk).parts.root
    form(root, "open").press("open", which=entry.entity)
    shown = state(root)
    for told in ("We outgrew it", "No, we would not.", "Costs a minute.", "Nobody began."):
        assert told in shown


def test_a_form_without_a_day_a_name_or_words_is_refused_and_says_what_is_missing(circle: Circle) -> None:
    for way, why in (
        (Way(""), "no name"),
        (Way("A"), "what is agreed"),
        (Way("A", text="x" * 20_001), "longer"),
    ):
        with pytest.raises(Refused, match=why):
            proposed(circle, "Ana", way)
    with pytest.raises(Refused, match="within three years"):
        proposed(circle, "Ana", WAY, days=0)
    assert entries(circle) == []


def test_the_page_proposes_adopts_notes_and_reviews(circle: Circle) -> None:
    ana, ben = (agreed_on(circle.desk(name)) for name in ("Ana", "Ben"))
    root = ana.parts.root
    form(root, "propose").press("propose", title="Money", text="Each gives what they can.", reason="Fair")
    assert "Proposed by Ana: Money" in state(root)
    ben.again()
    page = ben.parts.root
    entry = only(circle)
    form(page, "open").press("open", which=entry.entity)
    form(page, "say").press("say", stand="differing", words="I would rather know how much")
    form(root, "adopt").press("adopt")
    assert only(circle).stands == "held"
    ben.again()
    assert "I would rather know how much" in state(page)
    form(page, "note").press("note", kind="helped", words="It took the pressure off")
    form(page, "review").press("review", hierarchy="Ana counts for us", purpose="Yes")
    ana.again()
    told = state(root)
    assert "It took the pressure off" in told
    assert "Ana counts for us" in told


def test_who_holds_a_charter_for_it_writes_a_change_down_alone_and_it_stands_in_their_list(
    circle: Circle,
) -> None:
    taken_up(circle, charter(circle, title="Looking after our ways", power=WAYS))
    adopt(circle, "Ana", proposed(circle, "Ana", WAY))
    with pytest.raises(Refused, match="Nobody else has said"):
        adopt(circle, "Ben", proposed(circle, "Ben", Way("Tea", text="In turn.")))
    ana = circle.desk("Ana")
    with ana.reading() as db:
        (role,) = roles(db, asker=ana.me, group=circle.group, at=ana.now())
    assert [line.words for line in role.of("for-log")] == ["Changed for the group: How we begin"]


def test_a_readers_sentence_and_a_refusal_for_observers(circle: Circle) -> None:
    version = proposed(circle, "Ana", WAY)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        people.set_standing(
            db, by=ana.me, group=circle.group, person=circle["Cai"], standing="observer", at=ana.now()
        )
    with pytest.raises(Refused, match="members"):
        say(circle, "Cai", version)
    cai = circle.desk("Cai")
    with cai.transaction() as db, pytest.raises(Refused, match="members"):
        remarks.write(
            db,
            by=cai.me,
            group=circle.group,
            about=only(circle).entity,
            kind="helped",
            words="x",
            at=cai.now(),
        )


FATES = st.sampled_from([rules.PROPOSED, rules.HELD, rules.TRIED, rules.RESTS, rules.DROPPED])


@given(st.lists(st.tuples(FATES, st.integers(-400, 400)), min_size=1, max_size=8), st.integers(-500, 1500))
def test_nothing_holds_past_its_day_whatever_came_before(told: list[tuple[str, int]], day: int) -> None:
    versions = [
        GroupForm(
            id=str(n), entity="e", topic="way/x", revision=n, fate=fate, origin="group", text=way_text(WAY),
            review_on=(START + timedelta(days=offset)).date(), at=START, by_id="a", mark="", reason="",
        )
        for n, (fate, offset) in enumerate(told, start=1)
    ]  # fmt: skip
    on = (START + timedelta(days=day)).date()
    entry = entry_of(versions, on)
    if entry.now is not None:
        assert entry.now.fate in rules.HOLDS
        assert on <= entry.now.review_on  # type: ignore[operator]
        later = [v.fate for v in versions if v.revision > entry.now.revision]
        assert not {rules.RESTS, rules.DROPPED} & set(later)
    frame = figures.frame([entry], [], {"a": "Ana"}, on)
    drawn = figures.forms_timeline(frame).to_dict()
    assert "red" not in str(drawn)
    assert len(figures.forms_timeline_table(frame)) >= len(versions)
