"""Crowds: what becomes of all seeds of each lane, as shares, quantiles and regions, and of two lanes in pairs.

Example:

    from app.model.crowd.report import CrowdJob, compare
    (report,) = CrowdJob(scene).results(executor, checkpoint)
    report.lanes[0].verdicts, report.lanes[0].final
    compare(report, 0, 1).share                       # how often lane 0 ends lower than lane 1 under the same noise
"""
