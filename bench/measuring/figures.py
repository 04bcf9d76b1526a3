"""What is measured of each system, and what our own figures have to reach."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.measuring.systems import OURS, STOCK, SYSTEMS

PEERS = [name for name in SYSTEMS if name not in (OURS, STOCK)]
FIGURES = {
    "cold": "answers, cold (s)",
    "cold sliders": "sliders there, cold (s)",
    "cold plot": "plot there, cold (s)",
    "warm": "answers, warm (s)",
    "warm sliders": "sliders there, warm (s)",
    "warm plot": "plot there, warm (s)",
    "bytes": "fetched, cold (MB)",
    "bytes plain": "without a plot (MB)",
    "bytes warm": "fetched, warm (MB)",
    "requests": "requests, cold",
    "elsewhere": "other hosts asked",
    "processor": "processor for a start (s)",
    "trip": "key to label, median (ms)",
    "trip 95": "key to label, 95 % (ms)",
    "memory 0": "memory, nobody there (MB)",
}  # then, for each number of visitors: memory, last of them at once, processor, without a browser
FURTHER = "memory, each further (MB)"
Measured = Mapping[str, Mapping[str, Sequence[float]]]


def title(figure: str) -> str:
    """Return a figure's name in a table."""
    if figure in FIGURES:
        return FIGURES[figure]
    kind, _space, number = figure.rpartition(" ")
    names = {
        "memory": "memory, open pages: {} (MB)",
        "last": "last of {} at once (s)",
        "unanswered": "of {} at once not answered",
        "undrawn": "of {} at once without a plot",
        "processor of": "processor for {} at once (s)",
        "wire": "last of {} without a browser (s)",
    }
    return names[kind].format(number) if kind in names else figure


def further(measured: Mapping[str, Sequence[float]]) -> list[float]:
    """Return the memory of each further visitor, from the first to the last of at most twelve."""
    counts = [int(name.split()[1]) for name in measured if name.startswith("memory ")]
    most = max((count for count in counts if count <= 12), default=0)
    if most <= 1 or 1 not in counts:
        return []
    pairs = zip(measured["memory 1"], measured[f"memory {most}"], strict=False)
    return [(many - one) / (most - 1) for one, many in pairs]


@dataclass(frozen=True)
class Reach:
    """What one of our figures has to reach: at most so much, and such a part of others' in the same run."""

    figure: str
    most: float | None = None
    of_stock: float | None = None
    of_peers: float | None = None


REACH = [
    Reach("cold", of_stock=1 / 12, of_peers=0.35),
    Reach("warm", of_peers=0.35),
    Reach("bytes plain", most=0.4),
    Reach("bytes", most=1.6),
    Reach("processor", most=0.3),
    Reach(FURTHER, most=12),
    Reach("memory 12", of_stock=1 / 7),
    Reach("last 12", of_stock=1 / 8, of_peers=0.4),
    Reach("wire 12", most=3),
    Reach("trip", most=50, of_peers=1),
]


def middle(values: Sequence[float]) -> float | None:
    """Return the median, if anything was measured."""
    return statistics.median(values) if values else None


def shown(values: Sequence[float]) -> str:
    """Return the median with the least and the most."""
    if not values:
        return "-"
    low, high = number(min(values)), number(max(values))
    return number(statistics.median(values)) + (f" ({low}-{high})" if low != high else "")


def number(value: float) -> str:
    """Return a number with three figures that count."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def part(value: float) -> str:
    """Return a part as it is spoken of: 1/12, 0.35."""
    return f"1/{round(1 / value)}" if value < 0.34 else f"{value:g}"


def figures_table(measured: Measured) -> list[list[str]]:
    """Return all figures: a row for each, a column for each system."""
    names = list(dict.fromkeys([*FIGURES, *(figure for told in measured.values() for figure in told)]))
    rows = [["", *(SYSTEMS[system].title for system in measured)]]
    for name in names:
        if any(name in told for told in measured.values()):
            rows.append([title(name), *(shown(told.get(name, [])) for told in measured.values())])
    rows.append([FURTHER, *(shown(further(told)) for told in measured.values())])
    return rows


def reach_table(measured: Measured) -> list[list[str]]:
    """Return what our figures have to reach, beside what they are, each in a line."""
    rows = [["", "ours", "at most", "measured against", "ratio", ""]]
    for reach in REACH:
        its = {name: _values(measured, name, reach.figure) for name in measured}
        ours = middle(its.get(OURS, []))
        name = title(reach.figure)
        if reach.most is not None:
            rows.append(_line(name, ours, reach.most, None, ""))
        if reach.of_stock is not None:
            rows.append(_line(name, ours, reach.of_stock, middle(its.get(STOCK, [])), SYSTEMS[STOCK].title))
        if reach.of_peers is not None:
            found = {peer: middle(its.get(peer, [])) for peer in PEERS}
            known = {peer: value for peer, value in found.items() if value is not None}
            best = min(known, key=lambda peer: known[peer]) if known else ""
            rows.append(
                _line(
                    name, ours, reach.of_peers, known.get(best), SYSTEMS[best].title if best else "the peers"
                )
            )
    return rows


def _values(measured: Measured, system: str, figure: str) -> Sequence[float]:
    return further(measured[system]) if figure == FURTHER else measured[system].get(figure, [])


def _line(name: str, ours: float | None, most: float, other: float | None, whose: str) -> list[str]:
    against = f"{whose}: {number(other)}" if other is not None else whose
    limit = f"{part(most)} of it" if whose else number(most)
    found = ours if not whose else (ours / other if ours is not None and other else None)
    if ours is None or found is None:
        return [name, "-" if ours is None else number(ours), limit, against, "-", "not measured"]
    ratio = f"{found:.3f}" if whose else ""
    return [name, number(ours), limit, against, ratio, "reached" if found <= most else "not reached"]
