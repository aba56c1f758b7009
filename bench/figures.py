"""Figures as text: percentiles, the machine's description, and their place in a document."""

import os
import pathlib
import platform
import re

import libvirt

BEGIN, END = "<!-- figures of `make bench`: begin -->", "<!-- figures of `make bench`: end -->"


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of them lies, between two of them by proportion."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:,.0f} ms" if value >= 100 else f"{value:.1f} ms"


def row(
    title: str,
    values: list[float],
    shares: tuple[float, ...] = (0.5, 0.9, 0.99),
    columns: tuple[float, ...] = (0.5, 0.9, 0.99),
) -> str:
    """A table's row: the percentiles of `shares`, each in its column."""
    cells = [ms(percentile(values, share)) if share in shares else "" for share in columns]
    return f"| {title} | " + " | ".join(cells) + " |"


def machine(connection, guest_type: str) -> list[tuple[str, str]]:
    def first(path: str, pattern: str) -> str:
        found = re.search(pattern, pathlib.Path(path).read_text(), re.M)
        return found.group(1).strip() if found else "unknown"

    def version(number: int) -> str:
        return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"

    memory = int(first("/proc/meminfo", r"^MemTotal:\s+(\d+)")) / (1 << 20)
    processor = first("/proc/cpuinfo", r"^model name\s*:(.*)")
    system = first("/etc/os-release", r'^PRETTY_NAME="?([^"\n]*)')
    load = os.getloadavg()[0]
    return [
        ("processor", f"{processor}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.1f} GiB"),
        ("system", f"{system}, Linux {platform.release()}"),
        ("libvirt, QEMU", f"{version(libvirt.getVersion())}, {version(connection.getVersion())}"),
        ("guests run under", "KVM" if guest_type == "kvm" else "plain emulation (TCG)"),
        ("load after the warm-up", f"{load:.1f}"),
    ]


def table(head: tuple[str, ...], rows: list[str]) -> str:
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *rows])


def replace(document: pathlib.Path, text: str) -> bool:
    """Puts the text between the document's marks; False where it has none."""
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        return False
    document.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")
    return True
