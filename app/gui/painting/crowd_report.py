"""What a report says of each lane's seeds and of two lanes side by side, as rows and as sentences."""

from app.gui.painting.crowd_bars import share_text
from app.gui.painting.crowd_rows import Rows
from app.model.crowd.ellipse import Ellipse
from app.model.crowd.report import Comparison, LaneReport, Quantiles, Share
from app.model.numbers import fixed_text
from app.model.theme import Theme
from optim_core.diagnosis import Health, Verdict

UNKNOWN = "Computing"
MOST_MINIMA = 4
"""So many minima, those that most seeds reach, have a row each."""


def add_lane_rows(rows: Rows, theme: Theme, report: LaneReport, ink: str) -> None:
    """Final loss, shares per verdict and, where there are several, per minimum, and how far apart the seeds end."""
    low, median, high = (loss_text(value) for value in report.final)
    rows.add_value("final loss, median", median)
    rows.add_value("10 to 90 %", f"{low} … {high}")
    rows.add_space(2.0)
    for share in happened(report.verdicts):
        rows.add_share(share.label, share, _verdict_ink(theme, share.label), ink)
    if len(report.minima) > 1:
        _add_minima(rows, theme, happened(report.minima), ink)
    if report.ellipse is not None or report.measured is not None:
        rows.add_value("90 % region", region_text(report.measured))
        rows.add_value("by theory", region_text(report.ellipse))


def _add_minima(rows: Rows, theme: Theme, shares: list[Share], ink: str) -> None:
    rows.add_lines(["ends nearest to"])
    for share in shares[:MOST_MINIMA]:
        rows.add_share(share.label, share, theme.text, ink)
    if len(shares) > MOST_MINIMA:
        rest = sum(share.count for share in shares[MOST_MINIMA:])
        rows.add_value(f"{len(shares) - MOST_MINIMA} others", f"{rest:,} seeds")


def _verdict_ink(theme: Theme, verdict: str) -> str:
    inks = {Health.GOOD: theme.good, Health.NEUTRAL: theme.text, Health.SICK: theme.warning}
    return inks[Verdict(verdict).health]


def happened(shares: tuple[Share, ...]) -> list[Share]:
    """Those that are not empty, the largest first."""
    return sorted((share for share in shares if share.count), key=lambda share: -share.count)


def loss_text(value: float) -> str:
    """A loss in three digits; that of a run that diverged has none."""
    return fixed_text(value) if value < float("inf") else "diverged"


def region_text(region: Ellipse | None) -> str:
    """Half its length along both axes."""
    return "none" if region is None else " × ".join(fixed_text(axis) for axis in region.axes)


def report_text(report: LaneReport | None) -> str:
    """The same in a sentence, for those who listen."""
    if report is None:
        return UNKNOWN
    shares = "; ".join(f"{share.label} {share_text(share)}" for share in happened(report.verdicts))
    return f"median final loss {loss_text(report.final[1])}; {shares}"


def add_pair_rows(rows: Rows, theme: Theme, comparison: Comparison, first: str, ink: str) -> None:
    """How often the first lane ends lower, and how its loss compares."""
    what, quantiles = _compared(comparison)
    low, median, high = (fixed_text(value) for value in quantiles)
    rows.add_share(f"{first} ends lower", comparison.share, theme.text, ink)
    rows.add_value(f"{what}, median", median)
    rows.add_value("10 to 90 %", f"{low} … {high}")
    rows.add_value("ties", f"{comparison.ties:,} of {comparison.share.trials:,}")


def _compared(comparison: Comparison) -> tuple[str, Quantiles]:
    """What is compared: how many times as high the loss is, or where it has no zero, by how much it is higher."""
    if comparison.ratio is None:
        return "loss difference", comparison.difference
    return "loss ratio", comparison.ratio


def comparison_text(comparison: Comparison | None, first: str, second: str) -> str:
    """The same in a sentence, for those who listen."""
    if comparison is None:
        return f"{first} against {second}: {UNKNOWN}"
    what, (_, median, _) = _compared(comparison)
    share = share_text(comparison.share)
    return f"{first} ends lower than {second} for {share} of the seeds; median {what} {fixed_text(median)}"
