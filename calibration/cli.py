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
        try:
            command: click.Command = import_module(MODULES[name]).command
        except ModuleNotFoundError as error:
            return _not_installed(name, error.name or "a module")
        return command


def _not_installed(name: str, module: str) -> click.Command:
    """Stands in for a command whose extra is not installed: the others' help and work do not need it."""

    @click.command(name, help=f"Not installed here: needs {module}.", context_settings={"ignore_unknown_options": True})
    @click.argument("arguments", nargs=-1)
    def command(arguments: tuple[str, ...]) -> None:
        raise click.ClickException(f"{name} needs {module}, which is not installed: pip install 'rtap[train]'")

    return command


@click.command(cls=LazyGroup, help=__doc__, context_settings={"show_default": True})
def main() -> None:
    pass


if __name__ == "__main__":
    main()
