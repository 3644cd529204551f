"""The one exception whose text is meant for the person at the keyboard."""


class CalibrationError(Exception):
    """One line: what is wrong, what was expected, what to do. `rtap-calibrate` prints it and exits with 1."""
