"""What the guest says on its serial port (the lines are described in scripts/guest/README.md)."""

import re
import time

MARK = "vireo-guest: "


class Line:
    """One line: its first word, the words after it, its NAME=VALUE pairs."""

    def __init__(self, text: str):
        self.text = text
        self.word, _, self.rest = text.partition(" ")
        self.values = dict(re.findall(r"([a-z0-9]+)=(\S*)", self.rest))

    @property
    def uptime(self) -> float | None:
        """Seconds since the guest's kernel started."""
        try:
            return float(self.values["uptime"])
        except (KeyError, ValueError):
            return None


def lines_of(console: str) -> list[Line]:
    return [Line(text.split(MARK, 1)[1].strip()) for text in console.replace("\r", "\n").split("\n") if MARK in text]


class Boot:
    """One boot of the guest, recognised by its number, and gathered from a console that is read again and again."""

    def __init__(self, number: int):
        self.number = number
        self.lines: list[Line] = []
        self._kernel_started: float | None = None

    def read(self, console: str) -> None:
        """Takes the console's present text; the lines before this boot's `up` belong to an earlier one."""
        now = time.time()
        every = lines_of(console)
        ups = [i for i, line in enumerate(every) if line.word == "up" and line.values.get("boots") == str(self.number)]
        if not ups:
            return
        new = every[ups[-1]:]
        for line in new[len(self.lines):]:
            if line.uptime is not None:
                # A line is seen some time after it was written, never before: the least difference is the truest.
                seen = now - line.uptime
                self._kernel_started = seen if self._kernel_started is None else min(self._kernel_started, seen)
        self.lines = new

    @property
    def kernel_started(self) -> float | None:
        """Seconds since the epoch, late by at most the pause between two readings."""
        return self._kernel_started

    def first(self, word: str, **values: str) -> Line | None:
        for line in self.lines:
            if line.word == word and all(line.values.get(key) == value for key, value in values.items()):
                return line
        return None

    def all(self, word: str) -> list[Line]:
        return [line for line in self.lines if line.word == word]

    @property
    def is_ready(self) -> bool:
        return self.first("ready") is not None
