"""The stock `openstack` client, called as a person would, each call shown as it would be typed."""

import json
import shlex
import subprocess

from steps import StepFailed, Steps


class Client:
    def __init__(self, program: str, environment: dict[str, str], steps: Steps):
        self.program = program
        self.environment = environment
        self.steps = steps

    def run(self, *arguments: str, shown: bool = True) -> str:
        """Runs `openstack ARGUMENTS` and returns its output; StepFailed with its words when it fails."""
        typed = "openstack " + shlex.join(arguments)
        if shown:
            self.steps.note("$ " + typed)
        try:
            done = subprocess.run(
                [self.program, *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise StepFailed(f"`{typed}` did not end within 300 s") from None
        if done.returncode != 0:
            words = (done.stderr or done.stdout).strip() or "no output"
            raise StepFailed(f"`{typed}` ended with status {done.returncode}:\n{words}")
        return done.stdout

    def get(self, *arguments: str, shown: bool = True):
        """The same with `-f json`, decoded."""
        output = self.run(*arguments, "-f", "json", shown=shown)
        try:
            return json.loads(output)
        except json.JSONDecodeError:
            raise StepFailed(f"`openstack {shlex.join(arguments)}` printed no JSON:\n{output[:500]}") from None
