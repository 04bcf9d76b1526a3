"""The ways in which a criterion is judged: in words, by three plain labels, or by ordered labels."""

from collections.abc import Mapping, Sequence

from workbench.core.rights import Answer, refuse_unless
from workbench.core.words import _

WORDS, THREE, OWN = "words", "three", "own"
LONGEST_LABEL, MOST_LABELS = 200, 12


def yes_partly_no() -> tuple[str, ...]:
    """Return the three plain labels, lowest first."""
    return (_("no"), _("partly"), _("yes"))


def labels_from(text: str) -> tuple[str, ...]:
    """Return the labels that somebody wrote one under the other, lowest first."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def way_of(labels: Sequence[str]) -> str:
    """Return by which way of judging these labels are: words, three, or own."""
    if not labels:
        return WORDS
    return THREE if tuple(labels) == yes_partly_no() else OWN


def labels_by(way: str, text: str) -> tuple[str, ...]:
    """Return the labels of a way of judging; only one's own are taken from the text."""
    if way == THREE:
        return yes_partly_no()
    return labels_from(text) if way == OWN else ()


def may_judge_by(way: str, labels: Sequence[str]) -> Answer:
    """Say whether a way of judging is complete."""
    if way == OWN and not labels:
        return _("The labels are missing. Nothing was changed. Write one on each line, lowest first.")
    return may_be_labels(labels)


def may_be_labels(labels: Sequence[str]) -> Answer:
    """Say whether these can be the ordered labels of a criterion; none at all means words only."""
    if not labels:
        return True
    if not 2 <= len(labels) <= MOST_LABELS:
        return _("A way of judging has two to twelve labels, or none for words only. Nothing was changed.")
    if any(not label.strip() for label in labels):
        return _("One of the labels is empty. Nothing was changed. Write one label on each line.")
    if any(len(label) > LONGEST_LABEL for label in labels):
        return _("One of the labels is longer than 200 characters. Nothing was changed. Shorten it.")
    if len({label.strip().casefold() for label in labels}) < len(labels):
        return _("Two of the labels are the same. Nothing was changed. Give each its own name.")
    return True


def chosen_labels(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return the labels that a form asks for; refuse a way of judging that is not complete."""
    way = str(values.get("way", ""))
    labels = labels_by(way, str(values.get("labels", "")))
    refuse_unless(may_judge_by(way, labels))
    return labels
