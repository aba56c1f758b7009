"""The tour: boots a real machine through the stock OpenStack client, shows what it says and how long each part of its
boot took, ends it, and checks that nothing is left. Called by scripts/demo, which installs and builds first."""

import argparse
import ipaddress
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from client import Client
from guest import Boot
from leftovers import Host, files_of_servers, processes_with
from service import Service
from steps import StepFailed, Steps, wait_until
from timeline import Span, guest_spans, picture, seconds, service_spans

IMAGE, NETWORK, SUBNET = "tour-image", "tour-net", "tour-subnet"
KEY, FLAVOR, SERVER = "tour-key", "tour-flavor", "tour-server"

# Under emulation on a busy machine a boot that takes five seconds elsewhere may take a minute.
BOOT_LIMIT = 180


class Tour:
    def __init__(self, options: argparse.Namespace, folder: pathlib.Path):
        self.image = options.image
        self.folder = folder
        self.venv = pathlib.Path(options.venv)
        self.steps = Steps(count=12)
        self.service = Service(options.vireo, folder)
        self.before = Host.now()
        self.word = "tour-" + secrets.token_hex(4)
        # What was created and is not yet deleted, in the order of creation: the words of its delete command.
        self.made: list[tuple[str, ...]] = []
        self.server_id = ""
        self.boots = 0

    # The steps, in order.

    def run(self) -> None:
        self.start_service()
        self.upload_image()
        self.create_network()
        self.create_key_and_flavor()
        self.create_server()
        boot = self.wait_for_guest()
        self.check_guest(boot)
        self.show_timeline(boot)
        self.stop_and_start()
        self.reboot()
        self.delete_everything()
        self.check_leftovers()

    def start_service(self) -> None:
        with self.steps.step("start the service", "read the log lines below; `vireo doctor` checks the host"):
            self.service.start(self.steps)
            self.client = Client(str(self.venv / "bin" / "openstack"), self.service.environment(), self.steps)
            self.steps.note(f"its clouds.yaml: {self.service.clouds_yaml}")
            self.connect()
            self.client.run("token", "issue", "-f", "value", "-c", "project_id")

    def connect(self) -> None:
        """The client's own library, in this process, for what has to be asked many times a second."""
        import os

        import openstack

        for name in [name for name in os.environ if name.startswith("OS_")]:
            del os.environ[name]
        config = openstack.config.OpenStackConfig(config_files=[str(self.service.clouds_yaml)], load_envvars=False)
        self.cloud = openstack.connection.Connection(config=config.get_one(cloud="vireo"))

    def upload_image(self) -> None:
        with self.steps.step("upload the image", "see whether the state folder's disk has space"):
            self.create(
                ("image", "delete", IMAGE),
                *("image", "create", "--disk-format", "qcow2", "--container-format", "bare"),
                *("--file", self.image, IMAGE),
            )
            self.expect(self.client.get("image", "show", IMAGE, shown=False).get("status"), "active", "image status")

    def create_network(self) -> None:
        with self.steps.step("create a network", "see whether libvirt can start networks: `virsh net-list --all`"):
            self.create(("network", "delete", NETWORK), "network", "create", NETWORK)
            subnet = ("subnet", "create", "--network", NETWORK, "--subnet-range", free_range(), SUBNET)
            self.client.run(*subnet, "-f", "value", "-c", "id")

    def create_key_and_flavor(self) -> None:
        with self.steps.step("create a keypair and a flavor", "read the client's words above"):
            private = self.folder / "tour-key"
            self.create(
                ("keypair", "delete", KEY),
                *("keypair", "create", "--private-key", str(private), KEY),
                column="fingerprint",
            )
            self.public_key = self.client.run("keypair", "show", "--public-key", KEY, shown=False).strip()
            flavor = ("flavor", "create", "--ram", "128", "--vcpus", "1", "--disk", "1", FLAVOR)
            self.create(("flavor", "delete", FLAVOR), *flavor)

    def create_server(self) -> None:
        with self.steps.step("create a server", "the fault above says why; `openstack server event list` has more"):
            user_data = self.folder / "user-data"
            user_data.write_text(f"#!/bin/sh\necho the user data of {self.word} runs\n")
            self.asked = time.time()
            self.create(
                ("server", "delete", "--wait", SERVER),
                *("server", "create", "--image", IMAGE, "--flavor", FLAVOR, "--network", NETWORK, "--key-name", KEY),
                *("--user-data", str(user_data), "--use-config-drive", SERVER),
            )
            self.server_id = self.client.run("server", "show", SERVER, "-f", "value", "-c", "id", shown=False).strip()
            self.wait_for_status("ACTIVE")

    def wait_for_guest(self) -> Boot:
        with self.steps.step("wait until the guest says that it is up", "its whole console is above, if it has any"):
            boot = self.wait_for_boot()
            self.steps.note("$ openstack console log show " + SERVER)
            console = self.client.run("console", "log", "show", SERVER, shown=False)
            self.steps.note("\n".join("| " + line for line in console.splitlines() if "vireo-guest:" in line))
            return boot

    def check_guest(self, boot: Boot) -> None:
        with self.steps.step("compare what it says with what was asked", "the guest got something else: see the values"):
            server = self.server()
            wanted = next(
                (entry["addr"] for entries in server.addresses.values() for entry in entries), "none in the API's answer"
            )
            net = boot.first("net")
            self.expect(net.values.get("address", "none").split("/")[0] if net else "none", wanted, "address")
            sources = [line.values.get("source", "?") for line in boot.all("metadata")]
            if not sources:
                raise StepFailed("the guest found metadata neither on a config drive nor at 169.254.169.254")
            self.steps.note(f"metadata by {' and '.join(sources)}")
            for line in boot.all("metadata"):
                self.expect(line.values.get("uuid"), self.server_id, f"uuid by {line.values.get('source')}")
            keys = [line.rest.split()[1] for line in boot.all("key") if len(line.rest.split()) > 1]
            self.expect(self.public_key.split()[1] in keys, True, "its key is the one of the keypair")
            self.expect(f"the user data of {self.word} runs" in self.console(), True, "its user data ran")

    def show_timeline(self, boot: Boot) -> None:
        with self.steps.step("the boot's timeline", "the service recorded no events for the create action"):
            actions = self.client.get("server", "event", "list", SERVER)
            request = next(
                (a["Request ID"] for a in actions if a.get("Action", "").lower() == "create"), None
            )
            if request is None:
                raise StepFailed("`openstack server event list` shows no create action")
            action = self.client.get("server", "event", "show", SERVER, request)
            spans = service_spans(action)
            received = seconds(action["start_time"])
            running = max([span.ended for span in spans], default=received)
            # The power goes on within the last step of the service; the guest's clock says when at the latest.
            power = min(running, boot.kernel_started or running)
            rows = [Span("client: start, token, look-ups", self.asked, received), *spans, *guest_spans(boot, power)]
            ready = rows[-1].ended
            self.steps.note(picture(rows, zero=self.asked))
            self.steps.note(
                f"request received to running: {(running - received) * 1000:.0f} ms; "
                f"running to ready: {(ready - running) * 1000:.0f} ms"
            )

    def stop_and_start(self) -> None:
        with self.steps.step("stop it and start it", "`openstack server event list` tells what was tried"):
            self.timed("server", "stop", SERVER, status="SHUTOFF")
            self.timed("server", "start", SERVER, status="ACTIVE")
            self.wait_for_boot()
            self.steps.note(f"the guest is up again: boot {self.boots} of its disk")

    def reboot(self) -> None:
        with self.steps.step("reboot it, softly and hard", "`openstack server event list` tells what was tried"):
            for kind in ("--soft", "--hard"):
                self.timed("server", "reboot", kind, SERVER, status="ACTIVE", boots_again=True)
                self.steps.note(f"the guest is up again: boot {self.boots} of its disk")

    def delete_everything(self) -> None:
        with self.steps.step("delete it all", "what could not be deleted is named above"):
            while self.made:
                self.client.run(*self.made[-1])
                self.made.pop()

    def check_leftovers(self) -> None:
        with self.steps.step("check that nothing is left", "each line says how to remove it by hand"):
            state = self.service.state
            try:
                wait_until(self.steps, "the host is as it was", 15, lambda: not self.leftovers())
            except StepFailed:
                raise StepFailed("left behind:\n" + "\n".join(self.leftovers())) from None
            self.steps.note("no domain, network, filter binding, link, process or file of the tour is left")
            status = self.service.stop()
            if status != 0:
                raise StepFailed(f"the service answered SIGTERM with status {status} instead of 0")
            shutil.rmtree(state)
            self.steps.note("the service has stopped; its state folder is removed")

    # What the steps share.

    def create(self, undo: tuple[str, ...], *arguments: str, column: str = "id") -> None:
        """Runs a create command and remembers how to undo it, also where the command fails half-way."""
        self.made.append(undo)
        try:
            self.client.run(*arguments, "-f", "value", "-c", column)
        except StepFailed:
            self.made.pop()
            raise

    def expect(self, seen, wanted, what: str) -> None:
        if seen != wanted:
            raise StepFailed(f"{what}: {seen!r} instead of {wanted!r}")
        self.steps.note(f"{what}: " + ("yes" if seen is True else str(seen)))

    def server(self):
        return self.cloud.compute.get_server(self.server_id)

    def console(self) -> str:
        return self.cloud.compute.get_server_console_output(self.server_id).get("output") or ""

    def wait_for_status(self, status: str) -> None:
        def reached():
            server = self.server()
            if server.status == "ERROR":
                fault = (server.fault or {}).get("message", "no fault is recorded")
                raise StepFailed(f"the server is in ERROR: {fault}")
            return server.status == status and server.task_state is None

        wait_until(self.steps, f"the server is {status}", 120, reached)

    def wait_for_boot(self) -> Boot:
        """Waits for the next boot's `ready` line, and counts the boot."""
        boot = Boot(self.boots + 1)
        console = ""

        def ready():
            nonlocal console
            console = self.console()
            boot.read(console)
            return boot.is_ready

        try:
            wait_until(self.steps, f"boot {boot.number} says `vireo-guest: ready`", BOOT_LIMIT, ready)
        except StepFailed as failed:
            tail = "\n".join(console.splitlines()[-40:]) or "(the console is empty)"
            raise StepFailed(f"{failed.seen}\nthe end of its console:\n{tail}") from None
        self.boots += 1
        return boot

    def timed(self, *arguments: str, status: str, boots_again: bool = False) -> None:
        """Runs an action and waits for its status; says how long the action took by the service's own record."""
        self.client.run(*arguments)
        if boots_again:
            self.wait_for_boot()
        self.wait_for_status(status)
        newest = max(self.cloud.compute.server_actions(self.server_id), key=lambda action: action.start_time)
        action = self.cloud.compute.get_server_action(newest.request_id, self.server_id)
        ends = [seconds(event.finish_time) for event in action.events or [] if event.finish_time]
        took = f", {(max(ends) - seconds(newest.start_time)) * 1000:.0f} ms" if ends else ""
        self.steps.note(f"{status} ({newest.action}{took})")

    def leftovers(self) -> list[str]:
        found = Host.now().added_since(self.before) + files_of_servers(self.service.state)
        return found + (processes_with(self.server_id) if self.server_id else [])

    def undo(self) -> None:
        """After a failure: deletes what was made as far as that goes, and says what remains."""
        while self.made:
            words = self.made.pop()
            try:
                self.client.run(*words, shown=False)
            except StepFailed as failed:
                print(f"  could not undo: {failed.seen}", file=sys.stderr)
        left = self.leftovers()
        if left:
            print("  left behind:", *left, sep="\n    ", file=sys.stderr)


def free_range() -> str:
    """A /24 of private addresses that no route of this host covers."""
    routes = subprocess.run(["ip", "-4", "route", "show", "table", "all"], capture_output=True, text=True, check=False)
    taken = []
    for line in routes.stdout.splitlines():
        for word in line.split()[:2]:
            try:
                network = ipaddress.ip_network(word, strict=False)
            except ValueError:
                continue
            if network.prefixlen:
                taken.append(network)
    for third in range(10, 250):
        candidate = ipaddress.ip_network(f"10.77.{third}.0/24")
        if not any(candidate.overlaps(network) for network in taken):
            return str(candidate)
    raise StepFailed("no free /24 in 10.77.0.0/16")


def report_failure(tour: Tour, failed: StepFailed) -> None:
    steps = tour.steps
    print(f"\n\nFAILED at step {steps.number}/{steps.count}: {steps.current}", file=sys.stderr)
    for line in failed.seen.splitlines():
        print(f"  {line}", file=sys.stderr)
    log = tour.service.last_lines()
    if log:
        print(f"\n  the service's last lines (whole: {tour.service.log}):", file=sys.stderr)
        for line in log:
            print(f"  | {line[:300]}", file=sys.stderr)
    print(f"\n  what to do: {failed.advice or steps.advice}", file=sys.stderr)


def interrupted(_signal, _frame):
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vireo", required=True, help="the built program")
    parser.add_argument("--image", required=True, help="the guest image (scripts/build-guest-image)")
    parser.add_argument("--venv", required=True, help="the Python environment with the OpenStack client")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupted)
    began = time.monotonic()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vireo-demo.", dir="/var/tmp"))
    folder.chmod(0o711)
    tour = Tour(options, folder)
    status = 1
    try:
        tour.run()
        status = 0
    except StepFailed as failed:
        report_failure(tour, failed)
    except KeyboardInterrupt:
        print(f"\n\ninterrupted at step {tour.steps.number}/{tour.steps.count}: {tour.steps.current}", file=sys.stderr)
        status = 130
    except Exception as error:  # a client library has many errors of its own
        report_failure(tour, StepFailed(f"{type(error).__name__}: {error}"))
    try:
        if status != 0:
            tour.undo()
    finally:
        tour.service.stop()
    if status == 0:
        shutil.rmtree(folder)
        print(f"\nThe tour took {time.monotonic() - began:.0f} s. `make run` leaves a service running to try for yourself.")
    else:
        print(f"  kept for inspection: {folder}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
