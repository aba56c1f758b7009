"""Plain HTTP to a running service: a token, and what a server needs before it can be made."""

import http.client
import json
import pathlib
import re
import time

SERVERS = "/compute/v2.1/servers"
# The service closes what was silent for a minute.
SILENCE = 30


class Failed(Exception):
    """The run cannot go on; the text says what was seen."""


class Cloud:
    """The service on a port of this machine, as its administrator."""

    def __init__(self, port: int, clouds_yaml: pathlib.Path):
        self.port = port
        self.token = ""
        self.project = ""
        self.connection = self.connect()
        self.used = time.monotonic()
        self._log_in(clouds_yaml)

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.connect()
        return connection

    def send(self, method: str, path: str, body=None, kind="application/json", over=None):
        """(status, headers, decoded body), when the whole answer is read."""
        connection = over or self.connection
        if over is None and time.monotonic() - self.used > SILENCE:
            connection.close()  # and is opened anew by the request
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": kind}
        if self.token:
            headers["X-Auth-Token"] = self.token
        try:
            connection.request(method, path, body=data, headers=headers)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()  # the next request connects anew
            raise Failed(f"{method} {path}: {type(error).__name__} {error}") from None
        self.used = time.monotonic()
        return answer.status, answer.headers, json.loads(text) if text else {}

    def must(self, method: str, path: str, body=None, kind="application/json"):
        """The decoded body; Failed for an answer that is no success."""
        status, _, answer = self.send(method, path, body, kind)
        if status >= 300:
            raise Failed(f"{method} {path} answered {status}: {answer}")
        return answer

    def _log_in(self, clouds_yaml: pathlib.Path) -> None:
        found = re.search(r'password: "([^"]+)"', clouds_yaml.read_text())
        if not found:
            raise Failed(f"{clouds_yaml} holds no password")
        domain = {"id": "default"}
        user = {"name": "admin", "domain": domain, "password": found.group(1)}
        identity = {"methods": ["password"], "password": {"user": user}}
        scope = {"project": {"name": "admin", "domain": domain}}
        status, headers, answer = self.send(
            "POST", "/identity/v3/auth/tokens", {"auth": {"identity": identity, "scope": scope}}
        )
        if status != 201:
            raise Failed(f"no token: {status} {answer}")
        self.token = headers["X-Subject-Token"]
        self.project = answer["token"]["project"]["id"]

    # What a server needs.

    def add_image(self, content: bytes, form: str = "raw", **properties: str) -> str:
        described = {"name": "bench", "disk_format": form, "container_format": "bare"} | properties
        image = self.must("POST", "/image/v2/images", described)["id"]
        self.must("PUT", f"/image/v2/images/{image}/file", content, "application/octet-stream")
        return image

    def add_network(self) -> tuple[str, str]:
        """(network's id, the first three octets of its /24): the first range that the host's links leave free."""
        network = self.must("POST", "/network/v2.0/networks", {"network": {"name": "bench"}})["network"]["id"]
        for third in range(100, 250):
            prefix = f"10.79.{third}"
            subnet = {"network_id": network, "ip_version": 4, "cidr": f"{prefix}.0/24"}
            status, _, answer = self.send("POST", "/network/v2.0/subnets", {"subnet": subnet})
            if status == 201:
                return network, prefix
        raise Failed(f"no /24 of 10.79.0.0/16 is accepted: {answer}")

    def add_flavor(self, memory: int = 64) -> str:
        flavor = {"name": f"bench-{memory}", "ram": memory, "vcpus": 1, "disk": 1}
        return self.must("POST", "/compute/v2.1/flavors", {"flavor": flavor})["flavor"]["id"]

    def lift_quota(self) -> None:
        limits = {name: -1 for name in ("instances", "cores", "ram")}
        self.must("PUT", f"/compute/v2.1/os-quota-sets/{self.project}", {"quota_set": limits})
        self.must("PUT", f"/network/v2.0/quotas/{self.project}", {"quota": {"port": -1}})

    # Servers.

    def await_active(self, server: str, limit: float, pause: float = 0.02) -> None:
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            shown = self.must("GET", f"{SERVERS}/{server}")["server"]
            if shown["status"] == "ERROR":
                raise Failed(f"server {server} is in ERROR: {shown.get('fault')}")
            if shown["status"] == "ACTIVE" and not shown["OS-EXT-STS:task_state"]:
                return
            time.sleep(pause)
        raise Failed(f"server {server} is not ACTIVE after {limit:.0f} s")

    def create_action(self, server: str) -> dict:
        path = f"{SERVERS}/{server}/os-instance-actions"
        actions = self.must("GET", path)["instanceActions"]
        request = next(action["request_id"] for action in actions if action["action"] == "create")
        return self.must("GET", f"{path}/{request}")["instanceAction"]

    def delete(self, server: str, limit: float, pause: float = 0.01) -> float:
        """Deletes it; seconds until it answers 404."""
        began = time.monotonic()
        self.send("DELETE", f"{SERVERS}/{server}")
        while time.monotonic() < began + limit:
            if self.send("GET", f"{SERVERS}/{server}")[0] == 404:
                return time.monotonic() - began
            time.sleep(pause)
        raise Failed(f"server {server} is still there {limit:.0f} s after its deletion")
