"""How a case says that it cannot run here."""


class LeftOut(Exception):
    """A case that cannot run here, with the reason."""
