"""What a person is asked about keys: to help somebody open theirs, and whether it was they who began anew."""

from collections.abc import Callable

from widgets import prose
from widgets.form import Action, Form
from widgets.prose import Html
from workbench.core.clock import shown
from workbench.core.words import _
from workbench.people.anew import BegunAnew


def help_form(name: str, number: str, act: Callable[[Form], None]) -> Form:
    """Return what asks someone who holds a part of another's key to hand it on to the key of this number."""
    intro = _("{name} asks you to help open their private records. Speak with them in person first, and have "
              "them read to you the number on their page “My keys and devices”. It has to be {number}. If it "
              "is another one, somebody else asks in their name: hand nothing on. You hold one part of "
              "several; it tells you nothing of what they wrote.")  # fmt: skip
    sure = _("You have spoken with them, and the number that they read to you is {number}. Only they can use "
             "what you hand on.")  # fmt: skip
    form = Form(
        heading=_("{name} asks for your help").format(name=name),
        intro=intro.format(name=name, number=number),
        actions=[
            Action(
                "hand", _("We have compared the number: hand on my part"), "main",
                confirm=sure.format(number=number),
            )
        ],
        on_action=lambda _name, _values: act(form),
    )  # fmt: skip
    return form


def begun_anew_told(told: BegunAnew, zone: str) -> Html:
    """Return what is told of a new key that was begun in the reader's name, and what to do about it."""
    when = shown(told.at, zone)
    if told.holds and told.said_at is not None:
        quiet = _("Begun anew in your name on {when}, by a link; on {said} it was said here that it was you. "
                  "If it was not, ask a member of your group for a new link.")  # fmt: skip
        return prose.para(quiet.format(when=when, said=shown(told.said_at, zone)))
    what = _("Begun anew in your name on {when}, by a link and with a new key. What was sealed for the key "
             "before stays sealed for that one, and nothing of it is lost.")  # fmt: skip
    here = _("This device has the key of before. It opens what was sealed then; what you write here for "
             "yourself alone is not kept now. If it was you, open your personal link again "
             "here.")  # fmt: skip
    if_not = _("If it was not you, ask a member of your group for a new link: it signs every device out. "
               "Come in by it and begin anew yourself; your passphrase or recovery code of before brings "
               "your earlier records back.")  # fmt: skip
    lines = [if_not] if told.holds else [here, if_not]
    return prose.together(prose.notice(what.format(when=when), "care"), *map(prose.para, lines))


def it_was_me(act: Callable[[Form], None]) -> Form:
    """Return what says that it was oneself who began anew."""
    sure = _("The notice becomes one line, and that line goes after 90 days.")
    form = Form(
        actions=[Action("mine", _("It was me who began anew"), confirm=sure)],
        on_action=lambda _name, _values: act(form),
    )
    return form
