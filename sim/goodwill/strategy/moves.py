"""What a strategy written in Python says it does next, in words instead of codes."""

from __future__ import annotations

from typing import NamedTuple

from goodwill.strategy.plan import Action


class Move(NamedTuple):
    """Send a touch, wait, or stop; made by the three methods of these names.

    Examples
    --------
    >>> Move.send("newsletter").touch
    'newsletter'
    >>> Move.wait("3 days").wait_for
    '3 days'
    """

    action: Action
    touch: str = ""  # SEND: its name
    wait_for: str = ""  # WAIT: a duration, until the strategy is asked again
    to_owner: bool = False  # SEND: the task waits for the person's own rep

    @classmethod
    def send(cls, touch: str, *, to_owner: bool = False) -> Move:
        """Send a touch of the scenario, by name, now."""
        return cls(Action.SEND, touch=touch, to_owner=to_owner)

    @classmethod
    def wait(cls, duration: str) -> Move:
        """Do nothing for a while, such as "3 days"; signals are seen earlier."""
        return cls(Action.WAIT, wait_for=duration)

    @classmethod
    def stop(cls) -> Move:
        """Leave the person alone from now on."""
        return cls(Action.EXIT)
