from __future__ import annotations

from click.testing import CliRunner

from rtap.calibration import cli


def test_a_command_whose_extra_is_missing_says_what_to_install_and_leaves_the_others_alone(monkeypatch):
    importing = cli.import_module

    def without_torch(name: str):  # type: ignore[no-untyped-def]
        if name == "rtap.calibration.sweep":
            raise ModuleNotFoundError("No module named 'torch'", name="torch")
        return importing(name)

    monkeypatch.setattr(cli, "import_module", without_torch)
    result = CliRunner().invoke(cli.main, ["sweep", "songs", "--songs", "3"])
    assert result.exit_code == 1
    assert result.output == "Error: sweep needs torch, which is not installed: pip install 'rtap[train]'\n"
    shown = CliRunner().invoke(cli.main, ["--help"])
    assert shown.exit_code == 0
    assert "Not installed here: needs torch." in shown.output
    assert all(name in shown.output for name in ("data", "point", "precision", "sweep"))
