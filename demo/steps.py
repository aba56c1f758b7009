"""The tour's steps: each is announced, timed, shown to be alive, and, when it fails, named together with what to do."""

import contextlib
import sys
import time


class StepFailed(Exception):
    """A step did not do what it should; its text says what was seen."""

    def __init__(self, seen: str, advice: str = ""):
        super().__init__(seen)
        self.seen = seen
        self.advice = advice


class Steps:
    """Numbers and prints the steps. `current` and `advice` describe the one that runs, for the report of a failure."""

    def __init__(self, count: int):
        self.count = count
        self.number = 0
        self.current = "start"
        self.advice = ""
        self._alive_shown = 0.0
        self._began = time.monotonic()
        self._on_terminal = sys.stdout.isatty()

    @contextlib.contextmanager
    def step(self, title: str, advice: str):
        self.number += 1
        self.current, self.advice = title, advice
        began = self._alive_shown = time.monotonic()
        print(f"\n[{self.number}/{self.count}] {title}", flush=True)
        yield
        self._wipe()
        print(f"      done in {time.monotonic() - began:.1f} s", flush=True)

    def note(self, text: str) -> None:
        """Prints a line under the running step."""
        self._wipe()
        for line in text.splitlines():
            print(f"      {line}", flush=True)

    def alive(self, text: str) -> None:
        """Shows that a wait goes on: in place on a terminal, a line every ten seconds elsewhere."""
        now = time.monotonic()
        elapsed = f"{now - self._began:.0f} s"
        if self._on_terminal:
            print(f"\r\033[K      … {text} ({elapsed} since the start)", end="", flush=True)
        elif now - self._alive_shown > 10:
            self._alive_shown = now
            print(f"      … {text} ({elapsed} since the start)", flush=True)

    def _wipe(self) -> None:
        if self._on_terminal:
            print("\r\033[K", end="", flush=True)


def wait_until(steps: Steps, what: str, seconds: float, probe, pause: float = 0.1):
    """Calls `probe` until it returns something true, and returns that; StepFailed after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > deadline:
            raise StepFailed(f"{what}: not so after {seconds:.0f} s")
        steps.alive(f"waiting: {what}")
        time.sleep(pause)
