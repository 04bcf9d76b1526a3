"""Words of people around a meeting: agenda, ways in, an experiment, a form of the group's."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session as Db

from workbench.models.base import new_id
from workbench.models.decisions import Decision, DetachedDots, Dot, DotsShown, Presence
from workbench.models.forms import FormVoice, GroupForm, Remark
from workbench.models.meetings import AgendaItem, Attendance, Crossing, MeetingCode, MinutesLine, RoundMark
from workbench.models.reviews import Experiment, LookBack
from workbench.models.sessions import Note

if TYPE_CHECKING:
    from tests.audit.planting import Planted


def plant_a_meeting(planted: "Planted", db: Db, name: str, other: str, session: str) -> None:
    """Plant what stands around a session, what fades of it, and what it leads to."""
    me, at, later = planted.id(name), planted.clock(), planted.clock() + timedelta(hours=4)
    faded = Note(
        session_id=session, kind="observation", words=planted.word(other, "notes.words"),
        by_id=planted.id(other), at=at, ends_at=at + timedelta(days=2),
    )  # fmt: skip
    experiment = Experiment(
        entity=new_id(), group_id=planted.group, cycle_id=planted.cycle, session_id=session, depth="act",
        look_back_on=at.date(), by_id=me, at=at,
        **{
            column: planted.word(name, f"experiments.{column}")
            for column in ("change", "setting", "working", "not_working")
        },
    )  # fmt: skip
    db.add_all(
        [
            faded,
            experiment,
            LookBack(
                experiment=experiment.entity, words=planted.word(name, "look_backs.words"), closes=False,
                by_id=me, at=at,
            ),
            Attendance(entity=new_id(), meeting_id=session, person_id=me, here=True, by_id=me, at=at),
            AgendaItem(
                entity=new_id(), meeting_id=session, person_id=me, kind="feedback", minutes=20, by_id=me,
                at=at,
            ),
            MeetingCode(meeting_id=session, code=new_id()[:6], made_at=at, ends_at=later),
            Crossing(session_id=session, revision=1, wanted="back", by_id=me, at=at),
            RoundMark(session_id=session, stage="round", person_id=me, mark="spoken", by_id=me, at=at),
            MinutesLine(
                entity=new_id(), meeting_id=session, about=f"notes/{new_id()}", given=True, by_id=me, at=at
            ),
        ]
    )  # fmt: skip
    db.flush()


def plant_a_form(planted: "Planted", db: Db, name: str, other: str) -> None:
    """Plant a version that the group holds and one that is proposed, with what another said to it."""
    at = planted.clock()
    shared = {"group_id": planted.group, "origin": "group", "mark": "0", "by_id": planted.id(name), "at": at}
    held = GroupForm(
        entity=new_id(), topic=f"protocol/{name}", fate="held",
        text=planted.word(name, "group_forms.text", shared=True),
        reason=planted.word(name, "group_forms.reason"), **shared,
    )  # fmt: skip
    proposed = GroupForm(
        entity=held.entity, revision=2, topic=held.topic, fate="proposed",
        text=planted.word(name, "group_forms.text"),
        reason=planted.word(name, "group_forms.reason"), **shared,
    )  # fmt: skip
    db.add_all([held, proposed])
    db.flush()
    db.add(
        FormVoice(
            entity=new_id(), form_id=proposed.id, stand="differing",
            words=planted.word(other, "form_voices.words"),
            by_id=planted.id(other), at=at,
        )
    )  # fmt: skip
    db.flush()


def plant_a_decision(planted: "Planted", db: Db, name: str, session: str) -> None:
    """Plant a decision that nobody closed, an option, and dots with and without names."""
    me, at, group = planted.id(name), planted.clock(), planted.group
    option = Remark(
        entity=new_id(), group_id=group, about=session, kind="option",
        words=planted.word(name, "remarks.words"), tag=planted.word(name, "remarks.tag"), by_id=me, at=at,
    )  # fmt: skip
    db.add(option)
    db.flush()
    open_now = {
        column: planted.word(name, f"decisions.{column}") for column in ("issue", "affected", "words")
    }
    db.add_all(
        [
            Decision(
                entity=session, group_id=group, scope="group", mode="consent", dots="named", by_id=me, at=at,
                **open_now,
            ),
            Dot(session_id=session, option_id=option.id, round=1, label="fine", by_id=me, at=at),
            Dot(
                session_id=session, option_id=option.id, round=2, by_id=me, at=at,
                sealed=planted.data(name, "dots.sealed"),
            ),
            DotsShown(session_id=session, round=1, givers=[me], by_id=me, at=at),
            DetachedDots(session_id=session, option_id=option.id, round=3, label="fine", dots=3),
            Presence(
                session_id=session, person_id=me, here=True, heard="heard", stand="with", by_id=me, at=at
            ),
        ]
    )  # fmt: skip
    db.flush()
