"""The picture of a boot: one row for each step, with its start, its length in milliseconds, and a bar."""

import dataclasses
import datetime


@dataclasses.dataclass
class Span:
    title: str
    began: float  # seconds since the epoch
    ended: float


def seconds(stamp: str) -> float:
    """An API time stamp (UTC, with or without a zone and a fraction) as seconds since the epoch."""
    moment = datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.timestamp()


def service_spans(action: dict) -> list[Span]:
    """The spans of one instance action as `openstack server event show` gives it."""
    spans = []
    for event in action.get("events") or []:
        if event.get("start_time") and event.get("finish_time"):
            spans.append(Span(event["event"], seconds(event["start_time"]), seconds(event["finish_time"])))
    return sorted(spans, key=lambda span: (span.began, span.ended))


def guest_spans(boot, powered_on: float) -> list[Span]:
    """The guest's own steps, from its power-on; `boot` is a guest.Boot that is ready."""
    kernel = max(boot.kernel_started, powered_on)
    spans = [Span("guest: firmware, boot loader", powered_on, kernel)]
    at = kernel
    for word, title in (
        ("up", "guest: kernel, drivers"),
        ("net", "guest: address by DHCP"),
        ("metadata", "guest: metadata"),
        ("user-data", "guest: user data"),
        ("ready", "guest: ready"),
    ):
        timed = [line for line in boot.all(word) if line.uptime is not None]
        if timed:
            ended = max(at, kernel + timed[-1].uptime)
            spans.append(Span(title, at, ended))
            at = ended
    return spans


def picture(spans: list[Span], zero: float, width: int = 44) -> str:
    """The rows as plain text; `zero` is the moment that counts as 0 ms."""
    if not spans:
        return "(no steps were recorded)"
    total = max(max(span.ended for span in spans) - zero, 0.001)
    titles = max(len(span.title) for span in spans)
    rows = [f"{'step':<{titles}}  {'from ms':>8}  {'took ms':>8}  |{'-' * width}| {total * 1000:.0f} ms"]
    for span in spans:
        begin, end = max(span.began - zero, 0), max(span.ended - zero, 0)
        left = min(int(begin / total * width), width - 1)
        bar = max(1, min(round((end - begin) / total * width), width - left))
        rows.append(
            f"{span.title:<{titles}}  {begin * 1000:>8.0f}  {(end - begin) * 1000:>8.0f}"
            f"  |{' ' * left}{'#' * bar}{' ' * (width - left - bar)}|"
        )
    return "\n".join(rows)
