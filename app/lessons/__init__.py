"""Lessons: an experiment, a question, something to do, and a reveal whose numbers are computed; no Qt.

A lesson is a file (see `app.lessons.file`) that names measures of runs (see `app.lessons.measures`) in the small
language of `app.lessons.terms`. It is data: no code in it is ever run.
"""
