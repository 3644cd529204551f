"""The one exception whose text is meant for the person at the keyboard."""


class PlayError(Exception):
    """One line: what is wrong, what was expected, what to do. `rtap-play` prints it and exits with 2."""
