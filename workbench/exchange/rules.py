"""What a file may hold: the kinds and their columns, how columns are named, how a scale is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.practice.ways import may_be_labels

LONGEST = 20_000
NO_BASIS = "no basis"


@dataclass(frozen=True)
class Kind:
    """One kind of file: all its columns in their order, and those that a file must have."""

    name: str
    columns: tuple[str, ...]
    needed: frozenset[str]


def _kind(name: str, columns: str, needed: str) -> Kind:
    return Kind(name, tuple(columns.split(",")), frozenset(needed.split(",")))


KINDS = {
    kind.name: kind
    for kind in (
        _kind("members", "group,name,standing", "name"),
        _kind("practice", "group,owner,component,wording,lack,labels,reason", "wording"),
        _kind(
            "assessments",
            "group,cycle,criterion,practitioner,assessor,mark,words,evidence_for,evidence_against,basis,at",
            "criterion,practitioner,assessor",
        ),
        _kind(
            "entries",
            "group,cycle,practitioner,day,criterion,mark,words,evidence_for,evidence_against,context",
            "practitioner,day",
        ),
    )
}


def near(word: str, known: Sequence[str]) -> str:
    """Return a sentence that offers what looks most like a word, or an empty one."""
    alike = get_close_matches(word, known, n=3, cutoff=0.5)
    if not alike:
        folded = {name.casefold(): name for name in known}
        alike = [folded[name] for name in get_close_matches(word.casefold(), list(folded), n=3, cutoff=0.5)]
    if not alike:
        return ""
    offered = ", ".join(f"“{name}”" for name in alike)
    return _("There is {names}.").format(names=offered)


def kind_called(name: str) -> Kind:
    """Return a kind by its name; refuse one that nobody knows."""
    found = KINDS.get(name)
    if found is None:
        sentence = _("There is no kind called “{name}”. Nothing was changed. The kinds are {kinds}.")
        raise Refused(sentence.format(name=name, kinds=", ".join(KINDS)))
    return found


def column_map(text: str, kind: Kind) -> dict[str, str]:
    """Read ``ours=theirs,...``: our column on the left, the file's on the right."""
    chosen: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not equals or not theirs:
            sentence = _("“{pair}” in --map is not of the form ours=theirs. Nothing was changed.")
            raise Refused(sentence.format(pair=pair))
        if ours not in kind.columns:
            sentence = _("--map names a column “{name}” that {kind} does not have. Nothing was changed. "
                         "Its columns are {columns}.")  # fmt: skip
            raise Refused(sentence.format(name=ours, kind=kind.name, columns=", ".join(kind.columns)))
        if ours in chosen:
            raise Refused(_("--map names “{name}” twice. Nothing was changed.").format(name=ours))
        chosen[ours] = theirs
    return chosen


def find_columns(
    kind: Kind, header: Sequence[str], mapped: dict[str, str], *, group_given: bool
) -> dict[str, int]:
    """Return where each of our columns stands in a file; refuse a file that lacks a needed one."""
    seen = [_plain(name) for name in header]
    places: dict[str, int] = {}
    for ours in kind.columns:
        theirs = _plain(mapped.get(ours, ours))
        if theirs in seen:
            if seen.count(theirs) > 1:
                sentence = _("The file has two columns called “{name}”. Nothing was changed. Rename one.")
                raise Refused(sentence.format(name=mapped.get(ours, ours)))
            places[ours] = seen.index(theirs)
        elif ours in mapped:
            sentence = _("--map names a column “{name}” that is not in the file. Nothing was changed. {near}")
            close = near(mapped[ours], list(header)) or _has(header)
            raise Refused(sentence.format(name=mapped[ours], near=close))
    missing = [name for name in kind.columns if name in kind.needed and name not in places]
    if missing:
        sentence = _("The file has no column {names}. Nothing was changed. {has} Rename the columns, or tell "
                     "which is which by --map {first}=NAME.")  # fmt: skip
        names = ", ".join(f"“{name}”" for name in missing)
        raise Refused(sentence.format(names=names, has=_has(header), first=missing[0]))
    if "group" not in places and not group_given:
        raise Refused(
            _("The file has no column “group”. Nothing was changed. Say whose it is with --group NAME.")
        )
    return places


def _has(header: Sequence[str]) -> str:
    names = ", ".join(f"“{name}”" for name in header if name.strip())
    return _("It has {names}.").format(names=names) if names else _("Its first row is empty.")


def _plain(name: str) -> str:
    return name.strip().casefold()


def scale(text: str) -> tuple[str, ...]:
    """Read a scale: ``1-7`` gives the labels “1” to “7”; otherwise labels with commas between, in order."""
    span = re.fullmatch(r"\s*(-?\d{1,3})\s*-\s*(-?\d{1,3})\s*", text, re.ASCII)
    if span:
        low, high = int(span[1]), int(span[2])
        labels = tuple(str(number) for number in range(low, min(high, low + 20) + 1))
    else:
        labels = tuple(label.strip() for label in text.split(","))
    refuse_unless(_may_be_scale(text, labels))
    return labels


def _may_be_scale(text: str, labels: Sequence[str]) -> Answer:
    answer = may_be_labels(labels) if labels else _("It goes from high to low. Nothing was changed.")
    if answer is True:
        return True
    sentence = _("--scale “{text}” cannot be read: {why} Write it as 1-7, or as “no,partly,yes”.")
    return sentence.format(text=text, why=answer)


def labels_in(cell: str) -> tuple[str, ...]:
    """Return the labels of one cell, written with ``|`` between them, lowest first."""
    return tuple(label.strip() for label in cell.split("|")) if cell.strip() else ()
