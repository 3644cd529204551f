"""Draws what `/print` wrote: `python -m rtap.runtime.play.dump DIR/dump.npz`.

A process of its own, so that a runtime that is playing spends no time on pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np


def draw(arrays_file: Path) -> Path:
    """`dump.png` beside the arrays: the context audio, and the generated latents of every stem over the last window."""
    from rtap.runtime.play.plots import STYLE, WAVE_COLOUR, plt
    from rtap.runtime.play.settings import SAMPLE_RATE_HZ

    with np.load(arrays_file, allow_pickle=False) as arrays:
        context, latents, stems = arrays["context"], arrays["latents"], [str(s) for s in arrays["stems"]]
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(1 + len(stems), 1, figsize=(9, 2 + 1.7 * len(stems)), layout="constrained")
        seconds = (np.arange(len(context)) - len(context)) / SAMPLE_RATE_HZ
        axes[0].plot(seconds, context, color=WAVE_COLOUR, linewidth=0.4)
        axes[0].set(title="context, as heard", xlabel="seconds before the cursor", ylabel="amplitude")
        axes[0].set_xlim(seconds[0], 0)
        for axis, stem, latent in zip(axes[1:], stems, latents, strict=True):
            image = axis.imshow(latent, aspect="auto", origin="lower", cmap="RdBu", vmin=-3, vmax=3)
            axis.set(title=f"latent of {stem}", xlabel="column of the newest window", ylabel="channel")
        figure.colorbar(image, ax=axes[1:], label="latent value")
        path = arrays_file.with_suffix(".png")
        figure.savefig(path)
        plt.close(figure)
    return path


def main(arguments: list[str]) -> int:
    try:
        draw(Path(arguments[0]))
    except ImportError as error:
        print(f"no picture of the dump: {error.name} is missing; pip install 'rtap[play]'", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
