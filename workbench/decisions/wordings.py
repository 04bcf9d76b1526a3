"""How decisions are spoken of on screen: whose, how taken, what came of it, where somebody stands."""

from workbench.core.words import _
from workbench.decisions.rules import (
    BETWEEN,
    CONSENSUS,
    CONSENT,
    DIFFERING,
    GROUP,
    HEARD,
    INITIATIVE,
    NONE,
    NOT_BOUND,
    NOT_CONFIRMED,
    NOT_HEARD,
    OBJECTS,
    OTHER,
    OWN,
    PARKED,
    PLURAL,
    SEES_OTHERWISE,
    THRESHOLD,
    TOGETHER,
    TRIAL,
    WITH,
)


def label_words(label: str) -> str:
    """Return a gradient as it is said."""
    return {
        "gladly": _("gladly"), "fine": _("it is fine with me"), "small": _("something small against it"),
        "unsure": _("I do not know yet"), "talk": _("not without more talk"),
        "aside": _("I would not be part of it"), "not": _("I cannot have it"),
    }[label]  # fmt: skip


def scope_words(scope: str) -> str:
    """Return whose decision something is."""
    return {
        OWN: _("one person's own practice: nobody decides it but they"),
        GROUP: _("this group's"),
        BETWEEN: _("between groups: this is our voice in it, and binds no one's practice"),
    }[scope]


def mode_words(mode: str) -> str:
    """Return how something is decided."""
    return {
        INITIATIVE: _("a free initiative: whoever wants joins, nobody else is bound"),
        CONSENSUS: _("all are with it"),
        CONSENT: _("nobody has a reason that stands against it"),
        THRESHOLD: _("as many as we agree on beforehand are with it"),
        OTHER: _("in a way of our own, which we have written down"),
    }[mode]


def outcome_words(outcome: str) -> str:
    """Return what kind of outcome it is."""
    return {
        TOGETHER: _("together"),
        DIFFERING: _("together, with an affirmed difference"),
        PLURAL: _("each in their own way"),
        TRIAL: _("tried until a day"),
        PARKED: _("parked until a day"),
        NONE: _("no decision"),
    }[outcome]


def answer_words(answer: str) -> str:
    """Return how somebody stands to an outcome."""
    return {
        WITH: _("with it"),
        SEES_OTHERWISE: _("goes along, and sees it differently"),
        NOT_BOUND: _("is not bound by it"),
        OBJECTS: _("cannot have it"),
    }[answer]


def strength_words(strength: str) -> str:
    """Return how strongly somebody stands where they stand."""
    return {
        "strongly": _("this matters a lot to me"), "somewhat": _("this matters somewhat to me"),
        "open": _("I am open"), "not-yet": _("I do not know yet"),
    }.get(strength, "")  # fmt: skip


def heard_words(heard: str) -> str:
    """Return whether somebody was heard, by their own word."""
    return {
        HEARD: _("heard, by their own word"), NOT_HEARD: _("not heard, by their own word"),
        NOT_CONFIRMED: _("not confirmed"),
    }[heard]  # fmt: skip


def limits_words() -> str:
    """Return what gradients without names can and cannot do."""
    return _("Without names: nobody's name, time or order is kept with a dot, and at least three are needed. "
             "Still, in a group as small as yours you may guess, and where all dots lie on one label "
             "everyone knows. Until they are shown, each lies sealed under its writer's name.")  # fmt: skip
