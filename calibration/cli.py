"""`rtap-calibrate`: may the fast engine be trusted, and how short a look-ahead can this machine play?"""

from __future__ import annotations

from importlib import import_module

import click

MODULES = {
    "data": "rtap.calibration.data",
    "point": "rtap.calibration.point",
    "precision": "rtap.calibration.precision",
    "sweep": "rtap.calibration.sweep",
}


class LazyGroup(click.Group):
    """Imports a sub-command only when it is asked for: `point` on a stage machine must not need torch."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return None
        command: click.Command = import_module(MODULES[name]).command
        return command


@click.command(cls=LazyGroup, help=__doc__, context_settings={"show_default": True})
def main() -> None:
    pass


if __name__ == "__main__":
    main()
