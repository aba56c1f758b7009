"""How long lists of servers take, and how many a second there are, over a hypervisor that is only simulated."""

import pathlib
import re
import subprocess
import time

from cloud import SERVERS, Cloud, Failed
from figures import ms, percentile
from service import Service
from singles import measure_singles
from steps import Steps

DETAIL = f"{SERVERS}/detail"
BATCH = 250
SINGLES = 300
# From so many servers on, a start is timed too.
MANY = 1000


class Lists:
    """A service of its own, filled with servers step by step."""

    def __init__(self, vireo: str, folder: pathlib.Path, steps: Steps, counts: list[int]):
        self.steps = steps
        self.folder = folder
        self.folder.mkdir(mode=0o711)
        self.counts = counts
        self.service = Service(vireo, folder, {"VIREO_HYPERVISOR": "simulated", "VIREO_LOG_LEVEL": "warning"})
        self.rows: list[str] = []

    def run(self) -> None:
        self.service.start(self.steps)
        try:
            self.cloud = Cloud(self.service.port, self.service.clouds_yaml)
            idle = self.memory()
            self.rows.append(f"| memory, no server | {idle / 1024:.1f} MiB | |")
            self._prepare()
            self.rows += measure_singles(self.cloud, self.wanted, SINGLES)
            made = 0
            for count in self.counts:
                began = time.monotonic()
                self._fill(made, count)
                if count - made >= BATCH:
                    rate = (count - made) / (time.monotonic() - began)
                    self.rows.append(
                        f"| {made:,} to {count:,} servers, from the first request until all are ACTIVE "
                        f"| {rate:,.0f} a second | |"
                    )
                made = count
                self._measure(count)
                if count >= MANY or count == self.counts[-1]:
                    self._restart(count, idle)
        finally:
            self.service.stop()

    def _prepare(self) -> None:
        self.image = self.cloud.add_image(b"\0" * (1 << 20))
        networks = [self._add_network(cidr) for cidr in ("10.208.0.0/16", "10.209.0.0/16")]
        self.flavor = self.cloud.add_flavor()
        self.wanted = {
            "name": "list", "imageRef": self.image, "flavorRef": self.flavor,
            "networks": [{"uuid": network} for network in networks],
            "metadata": {f"key-{number}": "value" for number in range(10)},
        }
        self.cloud.lift_quota()

    def _add_network(self, cidr: str) -> str:
        network = self.cloud.must("POST", "/network/v2.0/networks", {"network": {"name": "lists"}})["network"]["id"]
        subnet = {"network_id": network, "ip_version": 4, "cidr": cidr}
        self.cloud.must("POST", "/network/v2.0/subnets", {"subnet": subnet})
        return network

    def _fill(self, made: int, count: int) -> None:
        while made < count:
            batch = min(BATCH, count - made)
            self.cloud.must("POST", SERVERS, {"server": self.wanted | {"min_count": batch, "max_count": batch}})
            made += batch
        deadline = time.monotonic() + 30 + count
        while time.monotonic() < deadline:
            found = self._count("ACTIVE")
            if found == count:
                return
            if self._count("ERROR"):
                raise Failed(f"of {count} simulated servers some are in ERROR")
            time.sleep(0.2)
        raise Failed(f"of {count} simulated servers {found} are ACTIVE in time")

    def _count(self, status: str) -> int:
        """Counted by ids alone, page by page."""
        found, marker = 0, ""
        while True:
            page = self.cloud.must("GET", f"{SERVERS}?status={status}&limit=1000{marker}")["servers"]
            found += len(page)
            if len(page) < 1000:
                return found
            marker = f"&marker={page[-1]['id']}"

    def _measure(self, count: int) -> None:
        """The first answer after a change of all is cold: none of its views was made yet."""
        cold, size = self._time()
        warm = [self._time()[0] for _ in range(100)]
        shown = min(count, 1000)
        self.rows.append(
            f"| `GET /servers/detail` of {shown:,} servers, {size / 1024:,.0f} KiB, cold | {ms(cold)} | |"
        )
        self.rows.append(
            f"| the same, warm | {ms(percentile(warm, 0.5))} | {ms(percentile(warm, 0.99))} |"
        )
        changed = [self._time_changed(max(1, shown // 100)) for _ in range(20)]
        self.rows.append(
            f"| the same, a hundredth of them changed | {ms(percentile(changed, 0.5))} "
            f"| {ms(percentile(changed, 0.99))} |"
        )
        self.rows.append(f"| the same, 16 connections | {self._rate():,.0f} a second | |")

    def _time_changed(self, count: int) -> float:
        """The list right after so many of the newest servers, which are on its first page, have changed."""
        for server in self.cloud.must("GET", f"{SERVERS}?limit={count}")["servers"]:
            self.cloud.must("PUT", f"{SERVERS}/{server['id']}", {"server": {"name": f"list {time.monotonic_ns()}"}})
        return self._time()[0]

    def _time(self) -> tuple[float, int]:
        connection = self.cloud.connection
        began = time.monotonic()
        connection.request("GET", DETAIL, headers={"X-Auth-Token": self.cloud.token})
        answer = connection.getresponse()
        body = answer.read()
        took = time.monotonic() - began
        if answer.status != 200:
            raise Failed(f"GET {DETAIL} answered {answer.status}")
        return took, len(body)

    def _rate(self) -> float:
        """Answers a second, as wrk counts them."""
        url = f"http://127.0.0.1:{self.service.port}{DETAIL}"
        command = ["wrk", "-t1", "-c16", "-d5", "-H", f"X-Auth-Token: {self.cloud.token}", url]
        text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
        if "Non-2xx" in text:
            raise Failed(f"GET {DETAIL} under load: {text}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))

    def _restart(self, count: int, idle: int) -> None:
        self.service.stop()
        began = time.monotonic()
        self.service.start(self.steps, until="readyz")
        took = time.monotonic() - began
        self.rows.append(f"| start with {count:,} servers until `/readyz` answers | {ms(took)} | |")
        # As `idle` was read: after a login, and when what follows a start is done.
        self.cloud = Cloud(self.service.port, self.service.clouds_yaml)
        time.sleep(3)
        at_rest = self.memory()
        self.rows.append(
            f"| memory after it, a server | {(at_rest - idle) / count:.1f} KiB | |"
        )

    def memory(self) -> int:
        """KiB that the service holds."""
        text = pathlib.Path(f"/proc/{self.service.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1))

