"""The moments at which libvirt says that a domain has started."""

import threading
import time

import libvirt

from cloud import Failed


class Starts:
    """Listens on a connection and a thread of its own, so that both ways are timed by the same clock."""

    def __init__(self, uri: str):
        libvirt.virEventRegisterDefaultImpl()
        self._changed = threading.Condition()
        self._moments: dict[str, tuple[float, float]] = {}
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
        if event == libvirt.VIR_DOMAIN_EVENT_STARTED:
            with self._changed:
                self._moments[domain.UUIDString()] = (time.monotonic(), time.time())
                self._changed.notify_all()

    def wait(self, domain: str, limit: float) -> tuple[float, float]:
        """(monotonic seconds, seconds since the epoch) of that domain's first start."""
        with self._changed:
            if not self._changed.wait_for(lambda: domain in self._moments, limit):
                raise Failed(f"libvirt told of no start of {domain} within {limit:.0f} s")
            return self._moments[domain]
