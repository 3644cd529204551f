from __future__ import annotations

from pathlib import Path

import click
import pytest

from rtap.benchmarks.measuring import read_results
from rtap.benchmarks.readme import BEGIN, END, figures_of, with_figures

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_says_what_the_results_file_says():
    text = (ROOT / "README.md").read_text()
    runs = read_results(ROOT / "benchmarks" / "results" / "bench.jsonl")
    assert with_figures(text, figures_of(runs)) == text, "python -m rtap.benchmarks.readme writes it"


def test_only_what_lies_between_the_marks_is_replaced():
    assert with_figures(f"a\n{BEGIN}\nold\n{END}\nb\n", "new") == f"a\n{BEGIN}\nnew\n{END}\nb\n"


def test_a_readme_without_marks_is_refused():
    with pytest.raises(click.ClickException, match="expected one"):
        with_figures("a", "new")
