"""Starts `vireo serve` on a state folder and a port of its own, and always stops it again."""

import os
import pathlib
import signal
import socket
import stat
import subprocess
import urllib.error
import urllib.request

from steps import StepFailed, Steps, wait_until


class Service:
    """One `vireo serve` process; `folder` is where its state and its log lie."""

    def __init__(self, binary: str, folder: pathlib.Path, settings: dict[str, str] | None = None):
        self.binary = binary
        self.settings = settings or {}
        self.state = folder / "state"
        self.log = folder / "service.log"
        self.process: subprocess.Popen | None = None
        self.port = 0

    @property
    def clouds_yaml(self) -> pathlib.Path:
        return self.state / "clouds.yaml"

    def start(self, steps: Steps, until: str = "healthz") -> None:
        """Returns when GET /healthz, or what else is named, answers 200 and clouds.yaml is there."""
        self.port = free_port()
        # QEMU runs as another user: it must get through this folder to its disks, and see no more than that.
        self.state.mkdir(mode=0o711, exist_ok=True)
        command = [self.binary, "serve", "--state", str(self.state), "--listen", f"127.0.0.1:{self.port}"]
        steps.note("$ " + " ".join(command))
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                env=os.environ | self.settings,
            )
        wait_until(
            steps, f"GET /{until} on port {self.port} answers", 60, lambda: self._answers(until), pause=0.01
        )
        if not self.clouds_yaml.exists():
            raise StepFailed(f"the service is ready but wrote no {self.clouds_yaml}")
        mode = stat.S_IMODE(self.clouds_yaml.stat().st_mode)
        if mode != 0o600:
            raise StepFailed(f"{self.clouds_yaml} holds a password and has mode {mode:o} instead of 600")

    def _answers(self, path: str) -> bool:
        if self.process.poll() is not None:
            raise StepFailed(f"the service ended by itself with status {self.process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> int | None:
        """Asks by SIGTERM, then insists; returns the exit status, None where nothing ran."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def last_lines(self, count: int = 25) -> list[str]:
        try:
            return self.log.read_text(errors="replace").splitlines()[-count:]
        except OSError:
            return []

    def environment(self) -> dict[str, str]:
        """The process environment for the stock client: this cloud, and no other that the caller may have set."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("OS_")}
        return clean | {"OS_CLIENT_CONFIG_FILE": str(self.clouds_yaml), "OS_CLOUD": "vireo"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
