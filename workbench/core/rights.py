"""A right is a function that answers True, or the reason why not."""

from typing import Literal

Answer = Literal[True] | str


class Refused(Exception):
    """
    Something may not be done.

    The sentence says what happened, what was kept and what to do next; it is shown as it stands.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotNow(Refused):
    """The store could not be read or written at this moment; who asks has nothing to do with it."""


def refuse_unless(answer: Answer) -> None:
    """Raise :class:`Refused` with the reason, unless the answer is True."""
    if answer is not True:
        raise Refused(answer)
