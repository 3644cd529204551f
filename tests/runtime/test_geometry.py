from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rtap.runtime.geometry import Geometry, look_ahead_samples_of, plan_window, step_columns_of, step_samples_of


@pytest.mark.parametrize(
    ("window_samples", "r", "step"),
    [(264_600, 0.25, 66_150), (262_144, 0.25, 65_536), (264_600, 0.0625, 16_537), (262_144, 1 / 64, 4096)],
)
def test_steps_are_truncated_as_the_client_truncates_them(window_samples, r, step):
    assert step_samples_of(window_samples, r) == step


@pytest.mark.parametrize(
    ("window_samples", "r", "w", "samples"),
    [
        (264_600, 0.25, 1.0, 66_150),
        (264_600, 0.0625, -1.0, -16_537),
        (262_144, 3 / 64, float(np.float32(1 / 3)), 4096),  # one column, through the wire's single precision
        (262_144, 0.25, 1 / 16, 4096),
        (264_600, 0.125, 1 / 8, 4134),
    ],
)
def test_look_ahead_in_samples(window_samples, r, w, samples):
    assert look_ahead_samples_of(window_samples, r, w) == samples


def test_the_plan_of_the_whole_column_client():
    plan = plan_window(Geometry.from_client(262_144, 0.25, 1.0, 882), cursor=0)
    assert (plan.window_start, plan.known_columns, plan.new_column - plan.window_column) == (-131_072, 32, 48)
    assert (plan.answer_start, plan.answer_samples, plan.decode_columns) == (65_536 - 882, 66_418, 17)
    assert plan.answer_offset == 4096 - 882


@pytest.mark.parametrize(("r", "decoded"), [(0.125, 9), (0.25, 17), (0.5, 33)])
def test_one_column_more_than_the_step_is_decoded(r, decoded):
    assert plan_window(Geometry.from_client(262_144, r, 0.0, 882), 0).decode_columns == decoded


@pytest.mark.parametrize("window_samples", [262_144, 264_600])
@pytest.mark.parametrize("cursor", range(0, 3 * 66_150, 4999))
def test_every_answer_lies_inside_what_is_decoded_and_after_its_unreliable_head(window_samples, cursor):
    for r, w, fade in ((0.25, 1.0, 882), (0.125, 0.125, 882), (1 / 64, 0.0, 4410), (0.5, -1.0, 0)):
        geometry = Geometry.from_client(window_samples, r, w, fade)
        plan = plan_window(geometry, cursor)
        block_samples = plan.decode_columns * 4096
        assert plan.answer_offset >= 1536
        assert plan.answer_offset + plan.answer_samples <= block_samples
        assert plan.decode_columns <= geometry.decode_columns_max
        assert plan.play_start == cursor + geometry.look_ahead_samples
        # no column with a sample at or after the cursor counts as known
        assert (plan.window_column + plan.known_columns) * 4096 <= cursor


def test_no_drift_between_grid_and_client():
    """The authors' server slips 614 samples a step at T = 264 600; here old latents stay at their absolute column."""
    geometry = Geometry.from_client(264_600, 0.25, 1.0, 882)
    plans = [plan_window(geometry, n * geometry.step_samples) for n in range(200)]
    for before, after in pairwise(plans):
        assert after.new_column == before.end_column  # neither a hole nor an overlap
        assert after.answer_start + after.fade_samples == before.answer_start + before.answer_samples


@pytest.mark.parametrize("r", [0.2, 0.0, -0.25, 1.1, float("nan"), float("inf"), 1e30])
def test_a_step_that_is_not_whole_columns_is_refused(r):
    with pytest.raises(ValueError, match="send k/64"):
        step_columns_of(r)


def test_the_message_says_what_it_got():
    with pytest.raises(ValueError, match=r"0\.2 is 12\.8 of 64"):
        step_columns_of(0.2)
