"""One command that measures windows on a bare machine with a card: `python benchmarks/gpu/run.py`."""
