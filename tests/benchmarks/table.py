"""Rows as a table that a person reads and as values that a script reads."""

from collections.abc import Iterable
from dataclasses import asdict

from tests.benchmarks.timing import Row

WHO = 42
HEAD = f"  {'':{WHO}}{'median':>9}{'p95':>9}{'p99':>9}{'best':>9}  {'':4}{'n':>4}{'× first':>9}"


class Table:
    """Turns one row after the other into lines and values; the first row of each `what` is what others compare with."""

    def __init__(self) -> None:
        self._first: Row | None = None
        self.values: list[dict[str, object]] = []

    def take(self, row: Row | str) -> list[str]:
        """The lines of that row, its head among them if it is the first of its kind; or of a sentence."""
        if isinstance(row, str):
            return [f"  {row}"]
        begins = self._first is None or self._first.what != row.what
        if begins:
            self._first = row
        ratio = row.median / self._first.median if row.unit == self._first.unit else None
        met = _met(row, ratio)
        self.values.append({**asdict(row), "ratio": ratio, "met": met})
        line = _line(row, None if begins else ratio, met)
        return [row.what, line] if begins else [line]


def show(rows: Iterable[Row | str]) -> None:
    """Print a table of its own."""
    print(HEAD)
    table = Table()
    for row in rows:
        print(*table.take(row), sep="\n", flush=True)


def _met(row: Row, ratio: float | None) -> bool | None:
    if row.bar is None:
        return None
    figure = ratio if row.bar.of == "ratio" else getattr(row, row.bar.of)
    return row.bar.is_met(figure)


def _line(row: Row, ratio: float | None, met: bool | None) -> str:
    figures = (f"{figure:9.4g}" if figure < 100 else f"{figure:9,.0f}" for figure in _figures(row))
    compared = "" if ratio is None else f"{ratio:,.2f} ×" if ratio < 10 else f"{ratio:,.0f} ×"
    rate = "" if row.rate is None else f"{_short(row.rate)} {row.rated}/s"
    bar = "" if row.bar is None else f"{row.bar}: {'met' if met else 'MISSED'}"
    end = "; ".join(part for part in (rate, row.note, bar) if part)
    return f"  {row.who:{WHO}}{''.join(figures):36}  {row.unit:4}{row.count:4}{compared:>9}   {end}".rstrip()


def _figures(row: Row) -> tuple[float, ...]:
    return (row.median, row.p95, row.p99, row.best) if row.count > 1 else (row.median,)


def _short(rate: float) -> str:
    return f"{rate / 1e6:,.1f} million" if rate >= 1e6 else f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"
