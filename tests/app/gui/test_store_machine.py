"""The store under any sequence of edits, gestures, undo, redo, saving and opening, against the plainest of stores.

Its long form draws ten times as many, and others in every run:

    ./run test --hypothesis-profile=explore tests/app/gui/test_store_machine.py
"""

import re
from contextlib import suppress

import shiboken6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.gui.store import Store
from app.model import edits
from app.model.experiment import Experiment
from app.model.legal import checked_experiment
from app.sessions.session import Session
from app.sessions.text import read_session, session_bytes
from tests.app.gui.hand import settle
from tests.app.model.any_edits import ARGUMENTS, any_edit, edits_of_the_model
from tests.app.sessions.sessions import MAPPED, RICH

LONGEST_SENTENCE = 240
any_function = st.sampled_from(list(ARGUMENTS))


class StoreMachine(RuleBasedStateMachine):
    """`past` and `future` are what the store should have to undo and redo, `before` what a gesture began with."""

    saved = Bundle("saved")

    @initialize(first=st.sampled_from([Experiment(), Experiment(), RICH.experiment, MAPPED.experiment]))
    def begin(self, first):
        self.store = Store(first)
        self.heard = []
        self.store.changed.connect(self.heard.append)
        self.first, self.past, self.future, self.before = first, [], [], None

    def _try(self, data, function):
        """Carry out an edit, or have it refused in one sentence that leaves everything as it was."""
        before, pending = self.store.experiment, self.store.is_pending
        edit = any_edit(data.draw, before, function)
        try:
            self.store.apply(edit)
        except ValueError as refusal:
            assert_is_a_sentence(str(refusal))
            assert self.store.experiment is before
            assert self.store.is_pending == pending
        else:
            assert self.store.is_pending or self.store.experiment is before
        assert checked_experiment(before) is before

    def _done(self, before):
        """What came before is one step of undo, if anything is another now."""
        if before != self.store.experiment:
            self.past.append(before)
            self.future.clear()

    @rule(data=st.data(), functions=st.lists(any_function, min_size=1, max_size=8))
    def edit(self, data, functions):
        for function in functions:
            before = self.store.experiment
            self._try(data, function)
            if self.before is None:
                self._done(before)

    @rule(data=st.data(), function=any_function, moves=st.integers(1, 4))
    @precondition(lambda self: self.before is None)
    def drag(self, data, function, moves):
        """A whole drag is one step."""
        before = self.store.experiment
        self.store.begin_gesture()
        for _ in range(moves):
            self._try(data, function)
        self.store.end_gesture()
        self._done(before)

    @rule()
    def take_hold(self):
        self.store.begin_gesture()
        self.before = self.store.experiment if self.before is None else self.before

    @rule()
    def let_go(self):
        self.store.end_gesture()
        self._end_gesture()

    def _end_gesture(self):
        if self.before is not None:
            self._done(self.before)
        self.before = None

    @rule()
    def undo(self):
        before = self.store.experiment
        self.store.undo()
        held = self._end_gesture_at(before)
        if self.past:
            self.future.append(before)
            assert self.store.experiment == self.past.pop()
        self.before = self.store.experiment if held else None

    @rule()
    def redo(self):
        before = self.store.experiment
        self.store.redo()
        held = self._end_gesture_at(before)
        if self.future:
            self.past.append(before)
            assert self.store.experiment == self.future.pop()
        self.before = self.store.experiment if held else None

    def _end_gesture_at(self, then):
        """A gesture in progress ends first, with what stood then; whether there was one, which begins anew."""
        held = self.before is not None
        if held and self.before != then:
            self.past.append(self.before)
            self.future.clear()
        return held

    @rule()
    @precondition(lambda self: self.past and self.before is None)
    def undo_and_redo(self):
        before = self.store.experiment
        self.store.undo()
        assert self.store.experiment == self.past[-1]
        self.store.redo()
        assert self.store.experiment is before

    @rule(target=saved)
    def save(self):
        return session_bytes(Session(self.store.experiment))

    @rule(data=consumes(saved))
    def open(self, data):
        """An opened session is as it was saved, and nothing before it can be undone."""
        opened = read_session(data)
        assert session_bytes(opened) == data
        self.store.reset(opened.experiment)
        self.first, self.before = opened.experiment, None
        self.past.clear()
        self.future.clear()

    @rule(flushes=st.booleans())
    def turn(self, flushes):
        """Whatever was done in a turn of the event loop is told once, or never if it was nothing."""
        pending, before = self.store.is_pending, len(self.heard)
        if flushes:
            self.store.flush()
        settle()
        assert self.heard[before:] == [self.store.experiment] * pending
        assert not self.store.is_pending

    @invariant()
    def says_what_can_be_undone(self):
        assert (self.store.can_undo, self.store.can_redo) == (bool(self.past), bool(self.future))
        assert self.store.is_in_gesture == (self.before is not None)

    @invariant()
    def comes_back_from_a_file(self):
        """Legal and hashable, equal to what is read again, and written alike."""
        experiment = checked_experiment(self.store.experiment)
        assert isinstance(hash(experiment), int)
        data = session_bytes(Session(experiment))
        again = read_session(data).experiment
        assert again == experiment
        assert hash(again) == hash(experiment)
        assert session_bytes(Session(again)) == data

    def teardown(self):
        """All of it can be taken back to the beginning, and be done again."""
        if not hasattr(self, "store"):
            return
        self.let_go()
        last, wanted = self.store.experiment, [*self.past, self.store.experiment]
        found = [last]
        while self.store.can_undo:
            self.store.undo()
            found.insert(0, self.store.experiment)
        assert found[-len(wanted) :] == wanted
        assert found[0] == self.first
        while self.store.can_redo:
            self.store.redo()
        assert self.store.experiment == (self.future[0] if self.future else last)
        shiboken6.delete(self.store)


def assert_is_a_sentence(words):
    """One line of words for people, not too long to be read."""
    assert re.fullmatch(r"[^\n]+", words), words
    assert " " in words
    assert len(words) <= LONGEST_SENTENCE, words
    assert not re.search(r"\b(nan|inf|None|Traceback)\b", words), words


def test_any_sequence_of_edits_can_be_undone_saved_and_opened(qapp):
    few = settings(
        stateful_step_count=40,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(StoreMachine, settings=few)


def test_every_edit_that_is_drawn_changes_something_sooner_or_later():
    changed, before = set(), edits.remove_lane(RICH.experiment, 1)

    @settings(max_examples=20, suppress_health_check=[HealthCheck.large_base_example, HealthCheck.too_slow])
    @given(st.data())
    def draw(data):
        for function in ARGUMENTS:
            edit = any_edit(data.draw, before, function)
            with suppress(ValueError):
                changed.update({function} if edit(before) != before else ())

    draw()
    assert set(ARGUMENTS) - changed == {checked_experiment}


def test_the_machine_knows_every_edit_of_the_model():
    """A new edit fails here until `tests.app.model.any_edits` says what it can be given."""
    assert set(edits_of_the_model()) == set(ARGUMENTS)
