"""How long the scheduler takes to place one server on many hosts that are only records, on one core."""

import subprocess

TIMES = 2000


def measure_placements(vireo: str) -> list[str]:
    rows = []
    for hosts in (1_000, 10_000):
        command = ["taskset", "-c", "0", vireo, "placements", "--hosts", str(hosts), "--time", str(TIMES)]
        answer = subprocess.run(command, capture_output=True, check=True, text=True, timeout=300).stdout.split()
        middle, late = int(answer[0]), int(answer[1])
        rows.append(f"| {hosts:,} hosts: {1_000_000 / middle:,.0f} a second | {middle:,} µs | {late:,} µs |")
    return rows
