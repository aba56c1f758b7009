"""The moments at which libvirt says that a domain has started or stopped."""

import threading
import time

import libvirt

from cloud import Failed


class Starts:
    """Listens on a connection and a thread of its own, so that both ways are timed by the same clock."""

    def __init__(self, uri: str):
        libvirt.virEventRegisterDefaultImpl()
        self._changed = threading.Condition()
        self._moments: dict[tuple[str, int], tuple[float, float]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        self._connection = libvirt.open(uri)
        self._connection.domainEventRegisterAny(
            None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, self._note, None
        )

    @staticmethod
    def _listen() -> None:
        while True:
            libvirt.virEventRunDefaultImpl()

    def _note(self, _connection, domain, event, _detail, _opaque) -> None:
        with self._changed:
            self._moments[domain.UUIDString(), event] = (time.monotonic(), time.time())
            self._changed.notify_all()

    def wait(self, domain: str, limit: float, since: float = 0) -> tuple[float, float]:
        """(monotonic seconds, seconds since the epoch) of that domain's last start, if it is later than `since`."""
        return self._wait(domain, libvirt.VIR_DOMAIN_EVENT_STARTED, limit, since)

    def wait_stopped(self, domain: str, limit: float, since: float) -> tuple[float, float]:
        return self._wait(domain, libvirt.VIR_DOMAIN_EVENT_STOPPED, limit, since)

    def _wait(self, domain: str, event: int, limit: float, since: float) -> tuple[float, float]:
        def moment() -> tuple[float, float]:
            return self._moments.get((domain, event), (0, 0))

        with self._changed:
            if not self._changed.wait_for(lambda: moment()[0] > since, limit):
                raise Failed(f"libvirt told of no event {event} of {domain} within {limit:.0f} s")
            return moment()
