"""What a tour must not leave on the host: compares what is there with what was there before."""

import dataclasses
import os
import pathlib
import subprocess


def _lines(*command: str) -> set[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return {line.strip() for line in done.stdout.splitlines() if line.strip()}


def _virsh(*arguments: str) -> set[str]:
    return _lines("virsh", "-q", "-c", "qemu:///system", *arguments)


@dataclasses.dataclass
class Host:
    """Names of all that a guest and its network need on a host."""

    domains: set[str]
    networks: set[str]
    bindings: set[str]
    links: set[str]
    tables: set[str]

    @staticmethod
    def now() -> "Host":
        return Host(
            domains=_virsh("list", "--all", "--uuid"),
            networks=_virsh("net-list", "--all", "--name"),
            bindings={line.split()[0] for line in _virsh("nwfilter-binding-list")},
            links=set(os.listdir("/sys/class/net")),
            tables={line for line in _lines("nft", "list", "tables") if "vireo" in line},
        )

    def added_since(self, before: "Host") -> list[str]:
        """One line for each thing that is new, with the command that removes it."""
        found = []
        for name in sorted(self.domains - before.domains):
            found.append(f"domain {name} (virsh destroy {name}; virsh undefine --nvram {name})")
        for name in sorted(self.networks - before.networks):
            found.append(f"network {name} (virsh net-destroy {name}; virsh net-undefine {name})")
        for name in sorted(self.bindings - before.bindings):
            found.append(f"filter binding {name} (virsh nwfilter-binding-delete {name})")
        for name in sorted(self.links - before.links):
            found.append(f"network link {name} (ip link del {name})")
        for name in sorted(self.tables - before.tables):
            found.append(f"nft {name} (nft delete {name})")
        return found


def files_of_servers(state: pathlib.Path) -> list[str]:
    """Whatever lies in the instances folder beside the cache of base images and the name of the cluster."""
    folder = state / "instances"
    if not folder.is_dir():
        return []
    return [f"file {path}" for path in sorted(folder.iterdir()) if path.name not in ("_base", "cluster-id")]


def processes_with(word: str) -> list[str]:
    """Processes of QEMU whose command line holds `word`, for instance a server's id."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if "qemu-system" in line and word in line:
                found.append(f"process {folder.name} (kill {folder.name})")
    return found
