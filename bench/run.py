#!/usr/bin/python3
"""Times a create through the service beside the same guest made by hand with libvirt, in turns, in one run.

Both clocks stop at libvirt's event that the domain has started. Needs root, libvirt, and Debian's python3-libvirt.
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

REPO = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(1, str(REPO / "demo"))

import libvirt

from bare import Bare, Guest
from cloud import SERVERS, Cloud, Failed
from designs import measure_designs
from figures import machine, ms, percentile, replace, row, table
from life import Life
from lists import Lists
from placements import measure_placements
from service import Service
from starts import Starts
from steps import StepFailed, Steps
from timeline_svg import svg

URI = "qemu:///system"
# What a single start or deletion may take; under emulation on a busy machine it is seconds.
LIMIT = 120
SETTLING = 2


class Bench:
    def __init__(self, options: argparse.Namespace, folder: pathlib.Path):
        self.options = options
        self.folder = folder
        self.steps = Steps(5 if options.lists else 4)
        self.service = Service(options.vireo, folder, {"VIREO_CPU_ALLOCATION_RATIO": "64"})
        self.network: str | None = None
        self.life: Life | None = None
        self.cloud: Cloud | None = None
        self.bare: Bare | None = None
        self.accepted: list[float] = []
        self.running: list[float] = []
        self.deleted: list[float] = []
        self.by_hand: list[float] = []
        self.by_hand_parts: list[dict[str, float]] = []
        self.by_hand_deleted: list[float] = []
        # Likewise without a reservation.
        self.unreserved: list[float] = []
        self.unreserved_deleted: list[float] = []
        self.boots: list[tuple[float, dict, dict[str, float]]] = []

    def run(self) -> None:
        began = time.monotonic()
        with self.steps.step("start the service, make image, network and flavor", ""):
            self.starts = Starts(URI)
            self.machine = libvirt.open(URI)
            self.service.start(self.steps)
            self.cloud = Cloud(self.service.port, self.service.clouds_yaml)
            self.image = self.cloud.add_image(pathlib.Path(self.options.image).read_bytes())
            self.network, prefix = self.cloud.add_network()
            self.flavor = self.cloud.add_flavor()
            self.bare = Bare(URI, self.folder / "bare", f"vireo-{self.network}", prefix)
        with self.steps.step("warm up: the image into the cache, each way once", ""):
            self.through_service(learn=True)
            self.through_libvirt()
            self.forget_warm_up()
            guest = re.search(r"<domain type='(\w+)'", self.bare.pattern).group(1)
            self.about = machine(self.machine, guest)
            if os.getloadavg()[0] > (os.cpu_count() or 1):
                self.steps.note("this machine is busy with other things: the figures tell of them too")
        with self.steps.step(f"{self.options.pairs} pairs, in turns", ""):
            for number in range(self.options.pairs):
                if time.monotonic() - began > self.options.seconds:
                    self.steps.note(f"stopped after {number} pairs: {self.options.seconds} s are over")
                    break
                ways = [self.through_service, self.through_libvirt, self.without_reservation]
                turn = number % len(ways)
                for way in ways[turn:] + ways[:turn]:
                    # What the one before has left to the kernel, as links that are still being removed, is done by then.
                    time.sleep(SETTLING)
                    way()
                self.steps.note(
                    f"{number + 1}: {ms(self.running[-1])} through the service, {ms(self.by_hand[-1])} by hand"
                )
        if self.options.life:
            self.live()
        if not self.running:
            raise Failed("no pair was measured in the time given: raise --seconds")

    def live(self) -> None:
        with self.steps.step("starts, hard reboots, stops, many creates at once", ""):
            self.cloud.lift_quota()
            halt = pathlib.Path(self.options.image).read_bytes()
            quick = self.cloud.add_image(halt, os_shutdown_timeout="0")
            self.life = Life(self.cloud, self.starts, URI, self.network, self.flavor)
            self.life.starts_and_reboots(quick, self.options.life)
            self.life.burst(self.image, self.bare, 20, 2)
            guest = self.cloud.add_image(pathlib.Path(self.options.guest).read_bytes(), "qcow2")
            self.life.flavor = self.cloud.add_flavor(128)
            self.life.stops(guest, max(1, self.options.life // 2))

    def forget_warm_up(self) -> None:
        for figures in (
            self.accepted, self.running, self.deleted, self.boots,
            self.by_hand, self.by_hand_parts, self.by_hand_deleted, self.unreserved, self.unreserved_deleted,
        ):
            figures.clear()

    def through_service(self, learn: bool = False) -> None:
        wanted = {
            "name": "bench", "imageRef": self.image, "flavorRef": self.flavor, "networks": [{"uuid": self.network}],
        }
        connection = self.cloud.connect()
        wall, began = time.time(), time.monotonic()
        status, _, answer = self.cloud.send("POST", SERVERS, {"server": wanted}, over=connection)
        accepted = time.monotonic()
        connection.close()
        if status != 202:
            raise Failed(f"POST {SERVERS} answered {status}: {answer}")
        server = answer["server"]["id"]
        moment, started = self.starts.wait(server, LIMIT)
        self.accepted.append(accepted - began)
        self.running.append(moment - began)
        self.cloud.await_active(server, LIMIT)
        marks = {"202": wall + accepted - began, "libvirt: STARTED": started}
        self.boots.append((moment - began, self.cloud.create_action(server), marks))
        if learn:
            self.bare.learn(server)
        self.deleted.append(self.cloud.delete(server, LIMIT))

    def through_libvirt(self) -> None:
        parts, took, gone = self.make_by_hand(self.bare.guest())
        self.by_hand.append(took)
        self.by_hand_parts.append(parts)
        self.by_hand_deleted.append(gone)

    def without_reservation(self) -> None:
        _, took, gone = self.make_by_hand(self.bare.guest(reserves=False))
        self.unreserved.append(took)
        self.unreserved_deleted.append(gone)

    def make_by_hand(self, guest: Guest) -> tuple[dict[str, float], float, float]:
        """The parts of its creation, and the seconds until it runs and of its deletion."""
        began = time.monotonic()
        parts = guest.create()
        moment, _ = self.starts.wait(guest.uuid, LIMIT)
        return parts, moment - began, guest.delete()

    # What comes out.

    def report(self) -> str:
        ours, theirs = percentile(self.running, 0.5), percentile(self.by_hand, 0.5)
        overlay = percentile([parts["overlay"] for parts in self.by_hand_parts], 0.5)
        unreserved = percentile(self.unreserved, 0.5)
        some = (0.5, 0.9)
        gone, their_gone = percentile(self.deleted, 0.5), percentile(self.by_hand_deleted, 0.5)
        free_gone = percentile(self.unreserved_deleted, 0.5)
        rows = [
            row("`POST /servers` until 202", self.accepted),
            row("`POST /servers` until the domain runs", self.running, some),
            row("bare libvirt until the domain runs", self.by_hand, some),
            *(
                row(f"– of it: {title}", [parts[part] for parts in self.by_hand_parts], some)
                for part, title in (
                    ("overlay", "folder and overlay (`qemu-img create`)"), ("reservation", "DHCP reservation"),
                    ("define", "define"), ("create", "create"),
                )
            ),
            f"| ratio of the two | {ours / theirs:.2f} | | |",
            row("bare libvirt without a reservation", self.unreserved, some),
            f"| ratio to that | {ours / unreserved:.2f} | | |",
            f"| own cost: the difference to that | {ms(ours - unreserved)} | | |",
            f"| own cost, were the overlay free by hand too | {ms(ours - unreserved + overlay)} | | |",
            row("`DELETE` until 404", self.deleted, some),
            row("bare libvirt: destroy, undefine, reservation, files", self.by_hand_deleted, some),
            f"| ratio of the two | {gone / their_gone:.2f} | | |",
            row("bare libvirt without a reservation", self.unreserved_deleted, some),
            f"| ratio to that | {gone / free_gone:.2f} | | |",
            *(self.life.rows() if self.life else []),
        ]
        pairs = len(self.running)
        return "\n\n".join(
            [
                table(("machine", ""), [f"| {name} | {value} |" for name, value in self.about]),
                f"{pairs} pairs, in turns; 64 MiB, 1 vCPU, a 1 GiB overlay over a cached image of 1 MiB.",
                table(("what", "p50", "p90", "p99"), rows),
            ]
        )

    def picture(self) -> str:
        """The boot that is nearest to the median."""
        middle = percentile(self.running, 0.5)
        _, action, marks = min(self.boots, key=lambda boot: abs(boot[0] - middle))
        their_middle = percentile(self.by_hand, 0.5)
        _, by_hand = min(zip(self.by_hand, self.by_hand_parts), key=lambda pair: abs(pair[0] - their_middle))
        return svg(action, "POST /servers until the server is ACTIVE, image cached", marks, by_hand)

    # Whatever happened, nothing is left.

    def clean_up(self) -> list[str]:
        """Removes through the service what was made, then by hand what is still there; what failed, in words."""
        failed: list[str] = []

        def attempt(what: str, work) -> None:
            try:
                work()
            except (Failed, libvirt.libvirtError, OSError) as error:
                failed.append(f"{what}: {error}")

        if not self.cloud:
            self.service.stop()
            return failed
        if self.bare:
            attempt("guests made by hand", self.bare.clean_up)
        if self.cloud:
            self.cloud.connection.close()  # an interrupted request leaves it half used
            attempt("servers", self.delete_servers)
        if self.network:
            attempt("network", lambda: self.cloud.must("DELETE", f"/network/v2.0/networks/{self.network}"))
            attempt("network", self.await_network_gone)
        self.service.stop()
        attempt("domains", self.sweep_domains)
        return failed

    def delete_servers(self) -> None:
        for server in self.cloud.must("GET", SERVERS)["servers"]:
            self.cloud.delete(server["id"], 60)

    def await_network_gone(self) -> None:
        name = f"vireo-{self.network}"
        for _ in range(100):
            if name not in (network.name() for network in self.machine.listAllNetworks()):
                return
            time.sleep(0.1)
        network = self.machine.networkLookupByName(name)
        table_name = f"vireo_{network.bridgeName()}"
        if network.isActive():
            network.destroy()
        network.undefine()
        subprocess.run(["nft", "delete", "table", "ip", table_name], capture_output=True, check=False, timeout=30)

    def sweep_domains(self) -> None:
        """Domains whose files lie in this run's folder, should the service have died over them."""
        for domain in self.machine.listAllDomains():
            if f"{self.folder}/" in domain.XMLDesc():
                if domain.isActive():
                    domain.destroy()
                domain.undefine()


def interrupted(_signal, _frame):
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vireo", required=True, help="the built program")
    parser.add_argument("--image", required=True, help="the halting image (scripts/build-halt-image)")
    parser.add_argument("--guest", required=True, help="an image that boots (scripts/build-guest-image)")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=1500, help="begin no further pair after that time")
    parser.add_argument(
        "--lists", default="3,10,1000", help="lists of so many servers on the simulated hypervisor; empty for none"
    )
    parser.add_argument("--life", type=int, default=10, help="starts and reboots of a server; 0 for none")
    parser.add_argument("--no-pairs", action="store_true", help="only lists and designs; nothing is written")
    parser.add_argument("--write", action="store_true", help="put the figures and the picture into docs/")
    parser.add_argument("--picture", type=pathlib.Path, help="write the boot's timeline to this file")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupted)
    libvirt.registerErrorHandler(lambda _context, _error: None, None)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vireo-bench.", dir="/var/tmp"))
    folder.chmod(0o711)
    bench = Bench(options, folder)
    lists: list[str] = []
    designs: list[str] = []
    placements: list[str] = []
    status = 1
    try:
        if not options.no_pairs:
            bench.run()
        if options.lists:
            lists = measure_lists(options, folder, bench.steps)
        designs = measure_designs(options.vireo)
        placements = measure_placements(options.vireo)
        status = 0
    except (Failed, StepFailed, libvirt.libvirtError, subprocess.SubprocessError, OSError) as error:
        print(f"\nFAILED at: {bench.steps.current}\n  {error}", file=sys.stderr)
        print(*bench.service.last_lines(10), sep="\n", file=sys.stderr)
    except KeyboardInterrupt:
        status = 130
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        print("\nremoving what was made", flush=True)
        for words in bench.clean_up():
            print(f"  could not remove {words}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
    if status == 0:
        status = publish(bench, lists, designs, placements, options)
    return status


def measure_lists(options: argparse.Namespace, folder: pathlib.Path, steps: Steps) -> list[str]:
    counts = [int(count) for count in options.lists.split(",")]
    with steps.step(f"lists of {options.lists} servers on the simulated hypervisor", ""):
        lists = Lists(options.vireo, folder / "lists", steps, counts)
        try:
            lists.run()
        except Failed:
            print(*lists.service.last_lines(10), sep="\n", file=sys.stderr)
            raise
        return lists.rows


def publish(
    bench: Bench, lists: list[str], designs: list[str], placements: list[str], options: argparse.Namespace
) -> int:
    parts = [] if options.no_pairs else [bench.report()]
    if lists:
        parts.append("On the simulated hypervisor, two network ports and ten metadata a server:")
        parts.append(table(("what", "p50", "p99"), lists))
    parts.append(table(("one design, to libvirt's XML", "p50", "p99"), designs))
    parts.append(table(("one placement", "p50", "p99"), placements))
    text = "\n\n".join(parts)
    print(f"\n{text}\n")
    if options.no_pairs:
        return 0
    picture = REPO / "docs/images/boot-timeline.svg" if options.write else options.picture
    if picture:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(bench.picture())
    document = REPO / "docs/Performance.md"
    if options.write and not replace(document, text):
        print(f"{document} lacks the two marks that bench/figures.py names: nothing was written", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
