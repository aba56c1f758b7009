"""The same guest made by hand: overlay, DHCP reservation, define, create, and all of it taken away again."""

import pathlib
import re
import secrets
import shutil
import subprocess
import time
import uuid

import libvirt

BOTH = libvirt.VIR_NETWORK_UPDATE_AFFECT_LIVE | libvirt.VIR_NETWORK_UPDATE_AFFECT_CONFIG


class Bare:
    """Makes guests from the definition of one that the service made (`pattern`, of server `server`)."""

    def __init__(self, uri: str, folder: pathlib.Path, network: str, prefix: str):
        self.connection = libvirt.open(uri)
        self.folder = folder
        self.folder.mkdir(mode=0o711)
        self.network = network
        self.prefix = prefix
        self.pattern = ""
        self.backing = ""
        self._made: list["Guest"] = []

    def learn(self, server: str) -> None:
        """Takes the definition, and the file that the root disk lies over, of a server that runs."""
        self.server = server
        self.pattern = self.connection.lookupByUUIDString(server).XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
        self.disk = re.search(r"<source file='([^']+/disk)'", self.pattern).group(1)
        told = subprocess.run(
            ["qemu-img", "info", "-U", "--output=json", self.disk],
            capture_output=True, text=True, timeout=60, check=True,
        ).stdout
        self.backing = re.search(r'"full-backing-filename": "([^"]+)"', told).group(1)
        self.backing_format = re.search(r'"backing-filename-format": "([^"]+)"', told).group(1)
        self.size = re.search(r'"virtual-size": (\d+)', told).group(1)

    def guest(self, last: int = 250, reserves: bool = True) -> "Guest":
        """One that will have the subnet's address that ends so, told to the network's DHCP or not."""
        guest = Guest(self, f"{self.prefix}.{last}", reserves)
        self._made.append(guest)
        return guest

    def clean_up(self) -> None:
        for guest in self._made:
            guest.delete()
        self._made.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


class Guest:
    def __init__(self, bare: Bare, address: str, reserves: bool):
        self.bare = bare
        self.reserves = reserves
        self.address = address
        self.uuid = str(uuid.uuid4())
        self.folder = bare.folder / self.uuid
        self.mac = "fa:16:3e:" + ":".join(f"{byte:02x}" for byte in secrets.token_bytes(3))
        name = "bare-" + address.rpartition(".")[2]
        self.lease = f"<host mac='{self.mac}' name='{name}' ip='{address}'/>"
        self.xml = self._definition()

    def _definition(self) -> str:
        """The pattern with names of this guest's own; the mark by which the service knows its machines is another's."""
        xml = self.bare.pattern
        xml = xml.replace(str(pathlib.Path(self.bare.disk).parent), str(self.folder))
        xml = xml.replace(self.bare.server, self.uuid)
        xml = re.sub(r"<name>[^<]+</name>", f"<name>bare-{self.uuid[:8]}</name>", xml, count=1)
        xml = re.sub(r"<mac address='[^']+'", f"<mac address='{self.mac}'", xml)
        xml = re.sub(r"<target dev='tap[^']+'", f"<target dev='tap{self.uuid[:11]}'", xml)
        xml = re.sub(r"(<parameter name='IP' value=)'[^']+'", rf"\1'{self.address}'", xml)
        return re.sub(r"(cluster|placement)=\"[^\"]+\"", lambda found: f'{found[1]}="{uuid.uuid4()}"', xml)

    def create(self, connection=None) -> dict[str, float]:
        """Returns the seconds of each part; the domain's start is told by libvirt itself."""
        connection = connection or self.bare.connection
        moments = [time.monotonic()]
        self.folder.mkdir(mode=0o711)
        (self.folder / "console.log").touch(mode=0o600)
        subprocess.run(
            [
                "qemu-img", "create", "-q", "-f", "qcow2", "-F", self.bare.backing_format,
                "-b", self.bare.backing, str(self.folder / "disk"), self.bare.size,
            ],
            check=True, timeout=60,
        )
        moments.append(time.monotonic())
        if self.reserves:
            self._update(libvirt.VIR_NETWORK_UPDATE_COMMAND_ADD_LAST, connection)
        moments.append(time.monotonic())
        domain = connection.defineXML(self.xml)
        moments.append(time.monotonic())
        domain.create()
        moments.append(time.monotonic())
        parts = zip(("overlay", "reservation", "define", "create"), moments, moments[1:])
        return {name: end - start for name, start, end in parts}

    def _update(self, command: int, connection) -> None:
        network = connection.networkLookupByName(self.bare.network)
        network.update(command, libvirt.VIR_NETWORK_SECTION_IP_DHCP_HOST, -1, self.lease, BOTH)

    def delete(self) -> float:
        """Takes away what is there, and says nothing of what is not; seconds that it took."""
        began = time.monotonic()
        self._try(lambda: self.bare.connection.lookupByUUIDString(self.uuid).destroy())
        self._try(lambda: self.bare.connection.lookupByUUIDString(self.uuid).undefine())
        if self.reserves:
            self._try(lambda: self._update(libvirt.VIR_NETWORK_UPDATE_COMMAND_DELETE, self.bare.connection))
        shutil.rmtree(self.folder, ignore_errors=True)
        if self in self.bare._made:
            self.bare._made.remove(self)
        return time.monotonic() - began

    @staticmethod
    def _try(step) -> None:
        try:
            step()
        except libvirt.libvirtError:
            pass
