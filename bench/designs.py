"""How long one design takes, from a decided request to libvirt's XML: no host is asked, nothing is made."""

import pathlib
import subprocess

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "Tests/DomainXMLTests/Golden"
TIMES = 5000


def measure_designs(vireo: str) -> list[str]:
    definitions = sorted(GOLDEN.glob("*/nova.xml"), key=lambda file: file.stat().st_size)
    cases = [("a plain guest", GOLDEN / "plain-qemu"), ("the largest of the comparison with Nova", definitions[-1].parent)]
    rows = []
    for title, case in cases:
        command = [vireo, "design", "--host", str(GOLDEN / "_host"), "--time", str(TIMES), str(case / "input.json")]
        answer = subprocess.run(command, capture_output=True, check=True, text=True, timeout=120).stdout.split()
        rows.append(f"| {title} (`{case.name}`) | {answer[0]} µs | {answer[1]} µs |")
    return rows
