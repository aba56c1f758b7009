"""Starts, hard reboots and stops of one server, and many creates at once, beside the same by libvirt alone."""

import threading
import time

import libvirt

from bare import Bare
from cloud import SERVERS, Cloud, Failed
from figures import ms, percentile, row
from starts import Starts

LIMIT = 120
# Bare libvirt takes this many calls at a time; more only wait for each other.
THREADS = 4


class Life:
    """Both ways act on the same domain, in turns: the service learns from libvirt what was done by hand."""

    def __init__(self, cloud: Cloud, starts: Starts, uri: str, network: str, flavor: str):
        self.cloud = cloud
        self.starts = starts
        self.uri = uri
        self.connection = libvirt.open(uri)
        self.network = network
        self.flavor = flavor
        self.figures: dict[str, tuple[list[float], list[float]]] = {}

    # One server.

    def starts_and_reboots(self, image: str, pairs: int) -> None:
        """`image` takes its power off at once when it is asked to stop."""
        server = self._create(image)
        domain = self.connection.lookupByUUIDString(server)
        for number in range(pairs):
            for by_hand in self._turns(number):
                self._act(server, {"os-stop": None}, "SHUTOFF")
                began = time.monotonic()
                if by_hand:
                    domain.create()
                else:
                    self._send(server, {"os-start": None})
                self._note("start", by_hand, self.starts.wait(server, LIMIT, began)[0] - began)
                self._run_on(server, by_hand)
            for by_hand in self._turns(number):
                began = time.monotonic()
                if by_hand:
                    domain.destroy()
                    domain.create()
                else:
                    self._send(server, {"reboot": {"type": "HARD"}})
                self._note("hard reboot", by_hand, self.starts.wait(server, LIMIT, began)[0] - began)
                self._run_on(server, by_hand)
        self.cloud.delete(server, LIMIT)

    def stops(self, image: str, pairs: int) -> None:
        """`image` listens to the power button. Both clocks stop when the guest is off and that is known to the asker."""
        server = self._create(image)
        domain = self.connection.lookupByUUIDString(server)
        for number in range(pairs):
            for by_hand in self._turns(number):
                self._await_ready(server)
                began = time.monotonic()
                if by_hand:
                    domain.shutdown()
                    moment = self.starts.wait_stopped(server, LIMIT, began)[0]
                else:
                    self._send(server, {"os-stop": None})
                    moment = self._settled(server, "SHUTOFF")
                self._note("stop", by_hand, moment - began)
                self._settled(server, "SHUTOFF")
                self._act(server, {"os-start": None}, "ACTIVE")
        self.cloud.delete(server, LIMIT)

    # Many at once.

    def burst(self, image: str, bare: Bare, count: int, rounds: int) -> None:
        """The service beside libvirt with reservations, and without."""
        for number in range(rounds):
            for by_hand in self._turns(number):
                what = f"{count} creates at once"
                if by_hand:
                    self._note(what, True, self._burst_by_hand(bare, count, reserves=True))
                    self._note(self._free(what), True, self._burst_by_hand(bare, count, reserves=False))
                else:
                    took = self._burst(image, count)
                    self._note(what, False, took)
                    self._note(self._free(what), False, took)

    def _burst(self, image: str, count: int) -> float:
        began = time.monotonic()
        self.cloud.must("POST", SERVERS, {"server": self._wanted(image) | {"min_count": count}})
        servers = [server["id"] for server in self.cloud.must("GET", SERVERS)["servers"]]
        took = max(self.starts.wait(server, LIMIT, began)[0] for server in servers) - began
        for server in servers:
            self._settled(server, "ACTIVE")
        for server in servers:
            self.cloud.delete(server, LIMIT)
        return took

    @staticmethod
    def _free(what: str) -> str:
        return f"{what}, were the reservations free by hand"

    def _burst_by_hand(self, bare: Bare, count: int, reserves: bool) -> float:
        guests = [bare.guest(last=200 + number, reserves=reserves) for number in range(count)]
        failed: list[str] = []

        def work(own) -> None:
            connection = libvirt.open(self.uri)
            try:
                for guest in own:
                    guest.create(connection)
            except libvirt.libvirtError as error:
                failed.append(str(error))
            finally:
                connection.close()

        began = time.monotonic()
        threads = [threading.Thread(target=work, args=(guests[number::THREADS],)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise Failed(f"a guest by hand cannot be made: {failed[0]}")
        took = max(self.starts.wait(guest.uuid, LIMIT, began)[0] for guest in guests) - began
        for guest in guests:
            guest.delete()
        return took

    # Parts.

    @staticmethod
    def _turns(number: int) -> tuple[bool, bool]:
        return (False, True) if number % 2 == 0 else (True, False)

    def _note(self, what: str, by_hand: bool, seconds: float) -> None:
        self.figures.setdefault(what, ([], []))[1 if by_hand else 0].append(seconds)

    def _wanted(self, image: str) -> dict:
        return {"name": "life", "imageRef": image, "flavorRef": self.flavor, "networks": [{"uuid": self.network}]}

    def _create(self, image: str) -> str:
        server = self.cloud.must("POST", SERVERS, {"server": self._wanted(image)})["server"]["id"]
        self.cloud.await_active(server, LIMIT)
        return server

    def _send(self, server: str, action: dict) -> None:
        self.cloud.must("POST", f"{SERVERS}/{server}/action", action)

    def _act(self, server: str, action: dict, status: str) -> None:
        self._send(server, action)
        self._settled(server, status)

    def _settled(self, server: str, status: str) -> float:
        """When the server has that status and nothing is being done with it."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            shown = self.cloud.must("GET", f"{SERVERS}/{server}")["server"]
            if shown["status"] == "ERROR":
                raise Failed(f"server {server} is in ERROR: {shown.get('fault')}")
            if shown["status"] == status and not shown["OS-EXT-STS:task_state"]:
                return time.monotonic()
            time.sleep(0.005)
        raise Failed(f"server {server} is not {status} after {LIMIT} s")

    def _run_on(self, server: str, by_hand: bool) -> None:
        """The service shows what was stopped as stopped, whoever started it since, until it is asked to start it."""
        if by_hand:
            time.sleep(0.5)
            if self.cloud.must("GET", f"{SERVERS}/{server}")["server"]["status"] == "SHUTOFF":
                self._send(server, {"os-start": None})
        self._settled(server, "ACTIVE")

    def _await_ready(self, server: str) -> None:
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            console = self.cloud.must("POST", f"{SERVERS}/{server}/action", {"os-getConsoleOutput": {}})["output"]
            if "vireo-guest: ready" in console:
                return
            time.sleep(0.2)
        raise Failed(f"the guest of {server} is not ready after {LIMIT} s")

    # What comes out.

    def rows(self) -> list[str]:
        rows: list[str] = []
        some = (0.5, 0.9)
        for what, (ours, theirs) in self.figures.items():
            middle, other = percentile(ours, 0.5), percentile(theirs, 0.5)
            rows += [
                row(f"{what}, {len(ours)} times: through the service", ours, some),
                row(f"{what}: bare libvirt", theirs, some),
                f"| {what}: ratio, difference | {middle / other:.2f}, {ms(middle - other)} | | |",
            ]
        return rows
