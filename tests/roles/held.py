"""A role for the tests: a charter, taken up, and what is seen of it."""

from tests.builders import Circle
from tests.decisions.deciding import chartered
from workbench.forms import powers
from workbench.forms import services as forms
from workbench.forms.ways import KEEP, Charter
from workbench.models.forms import GroupForm
from workbench.roles import services
from workbench.roles.queries import Role, roles


def charter(circle: Circle, holder: str = "Ana", **more: object) -> Charter:
    told = {
        "title": "Looking after the store", "power": KEEP, "aim": "that each of us can do it",
        "decide_for": ("when a copy is made", "where it lies"), "only_with": ("what is thrown away",),
    } | more  # fmt: skip
    return Charter(holder=circle[holder] if holder else "", **told)  # type: ignore[arg-type]


def taken_up(circle: Circle, told: Charter, *, days: int = 100, role: str | None = None) -> str:
    """Let Ana propose a charter, its holder say yes, Ben say where he stands, and Ben write it down."""
    version = chartered(circle, "Ana", told, days=days, role=role)
    for name, person in circle.people.items():
        if person == told.holder and name != "Ana":
            desk = circle.desk(name)
            with desk.transaction() as db:
                services.accept(db, by=desk.me, form=version, at=desk.now())
    writer = next(name for name in ("Ben", "Cai") if circle[name] != told.holder)
    desk = circle.desk(writer)
    with desk.transaction() as db:
        forms.say(db, by=desk.me, form=version, stand="with", words="", at=desk.now())
        services.take_up(db, by=desk.me, form=version, at=desk.now(), heard=False)
        return db.get_one(GroupForm, version).entity


def seen(circle: Circle, name: str = "Cai") -> Role:
    desk = circle.desk(name)
    with desk.reading() as db:
        (role,) = roles(db, asker=desk.me, group=circle.group, at=desk.now())
    return role


def may_keep(circle: Circle, name: str = "Ana") -> bool:
    desk = circle.desk(name)
    with desk.reading() as db:
        return any(h.charter.power == KEEP for h in powers.powers_of(db, person=desk.me, at=desk.now()))
