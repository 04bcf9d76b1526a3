"""A group at its practice; what does not matter to a test is hidden here."""

from contextlib import contextmanager

from tests.builders import Circle
from workbench.core.store import Store
from workbench.people import services as people
from workbench.practice import queries, services
from workbench.practice.hearing import said
from workbench.practice.pages import PracticePage


class Practising(Circle):
    """Ana, Ben and Cai, who write criteria and look at them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.made = 0

    @property
    def now(self):
        return self.clock()

    @contextmanager
    def writing(self, name="Ana"):
        with self.desk(name).transaction() as db:
            yield db

    def criterion(self, name="Ana", wording="I say what I cannot offer", **more):
        with self.writing(name) as db:
            return services.write_criterion(
                db, by=self[name], group=self.group, wording=wording, at=self.now, **more
            )

    def shared(self, name="Ana", wording="We end on time", **more):
        version = self.criterion(name, wording, shared=True, **more)
        return self.adopt("Ben", version)

    def adopt(self, name, version):
        with self.writing(name) as db:
            return services.adopt(db, by=self[name], version=version, at=self.now)

    def revise(self, name, entity, *, seen, wording="Another wording", reason="It was too easy", **more):
        words = {"lack": "", "labels": (), "component": None, **more}
        with self.writing(name) as db:
            return services.revise_criterion(
                db, by=self[name], entity=entity, seen=seen, wording=wording, reason=reason, at=self.now,
                **words,
            )  # fmt: skip

    def drop(self, name, entity, *, seen, reason="Empty by now"):
        with self.writing(name) as db:
            return services.drop_criterion(
                db, by=self[name], entity=entity, seen=seen, reason=reason, at=self.now
            )

    def voice(self, name, version, stand="with", words=""):
        with self.writing(name) as db:
            services.give_voice(db, by=self[name], version=version, stand=stand, words=words, at=self.now)

    def component(self, name="Ana", called="Endings", shared=False):
        with self.writing(name) as db:
            return services.add_component(
                db, by=self[name], group=self.group, name=called, shared=shared, at=self.now
            )

    def whole(self, name="Ana", words="People leave freer than they came", seen=0):
        with self.writing(name) as db:
            return services.write_whole(
                db, by=self[name], group=self.group, words=words, seen=seen, at=self.now
            )

    def cycle(self, name="Ana"):
        with self.writing(name) as db:
            return services.open_cycle(db, by=self[name], group=self.group, at=self.now)

    def read(self, query, name="Ana", **asked):
        with self.desk(name).reading() as db:
            return query(db, asker=self[name], **asked)

    def held(self, name="Ana"):
        return [v.wording for v in self.read(queries.criteria, name, group=self.group)]

    def said(self, version, name="Ana"):
        return self.read(said, name, group=self.group, at=self.now)[version]

    def entity(self, version):
        with self.desk("Ana").reading() as db:
            return queries.wording(db, id=version).entity

    def standing(self, name, standing, by="Ana"):
        with self.writing(by) as db:
            people.set_standing(
                db, by=self[by], group=self.group, person=self[name], standing=standing, at=self.now
            )


def page(practising: Practising, name: str = "Ana") -> PracticePage:
    made = PracticePage(practising.desk(name), practising.group)
    made.again()
    return made


def root(made: PracticePage):
    return made.follower.parts.root
