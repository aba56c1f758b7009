"""Creates one after another on a hypervisor that is only simulated: what the service itself takes of a create."""

import time

from cloud import SERVERS, Cloud, Failed
from figures import row
from timeline_svg import seconds

LIMIT = 30
COLUMNS = (0.5, 0.99)


def measure_singles(cloud: Cloud, wanted: dict, count: int) -> list[str]:
    """`wanted` is the server of each POST. All are deleted again."""
    accepted, started, active, deleted = [], [], [], []
    for _ in range(count):
        wall, began = time.time(), time.monotonic()
        status, _, answer = cloud.send("POST", SERVERS, {"server": wanted})
        accepted.append(time.monotonic() - began)
        if status != 202:
            raise Failed(f"POST {SERVERS} answered {status}: {answer}")
        server = answer["server"]["id"]
        cloud.await_active(server, LIMIT, pause=0.002)
        active.append(time.monotonic() - began)
        events = cloud.create_action(server)["events"]
        started.append(max(seconds(event["finish_time"]) for event in events if event["event"] == "host.start") - wall)
        deleted.append(cloud.delete(server, LIMIT, pause=0.002))
    return [
        row("`POST /servers` until 202", accepted, columns=COLUMNS),
        row("`POST /servers` until the host has started the guest", started, columns=COLUMNS),
        row("`POST /servers` until ACTIVE, asked again and again", active, columns=COLUMNS),
        row("`DELETE` until 404, asked again and again", deleted, columns=COLUMNS),
    ]
