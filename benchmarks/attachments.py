"""
Good files refused, attacks missed, time and memory of the upload check, beside the detectors of the package index.

Run it as ``python benchmarks/attachments.py`` from the project's root. python-magic (with libmagic), filetype and
puremagic take part if they are installed.
"""

from __future__ import annotations

import io
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from attrs import frozen

_ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "src")]

from tests.core.attachments.attack_files import Attack, fakes, structural_attacks  # noqa: E402
from tests.core.attachments.good_files import GoodFile, good_files  # noqa: E402
from tests.core.attachments.large_files import PatternStream, large_streams  # noqa: E402

from leadflow.core.attachments import EXTENSIONS, UploadAccepted, check_upload  # noqa: E402
from leadflow.core.attachments.media import file_type  # noqa: E402

Label = Callable[[bytes], str]
PathLabel = Callable[[str], str]

_CONTAINERS: Final = frozenset(
    {"application/zip", "application/x-ole-storage", "application/cdfv2", "application/vnd.ms-office"}
    | {"application/x-cdf", "application/x-zip", "application/x-zip-compressed"}
)
_TEXTS: Final = frozenset({"txt", "csv", "ics", "rtf"})
_IN_CONTAINERS: Final = frozenset({"doc", "xls", "ppt", "docx", "xlsx", "pptx", "odt", "ods", "odp", "odg"})


@frozen(kw_only=True)
class Detector:
    """
    One way to say what a file is.
    """

    name: str
    accepts: Callable[[str, bytes], bool]
    accepts_path: Callable[[str, str], bool]


def main() -> None:
    """
    Print all tables.
    """
    good, attacks = (
        good_files(),
        {"fake": list(fakes()), "structure": list(structural_attacks())},
    )
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    _by_type(good, [*attacks["fake"], *attacks["structure"]])
    detectors = [*_detectors()]
    _compare(detectors, good, attacks)
    _times(detectors, good)
    _large(detectors)
    _peaks()


def _check(name: str, data: bytes) -> bool:
    return isinstance(check_upload(io.BytesIO(data), name=name), UploadAccepted)


def _check_path(name: str, path: str) -> bool:
    with open(path, "rb") as stream:
        return isinstance(check_upload(stream, name=name), UploadAccepted)


def _by_type(good: Iterable[GoodFile], attacks: Iterable[Attack]) -> None:
    tried: Counter[str] = Counter(file.extension for file in good)
    refused = Counter(file.extension for file in good if not _check(file.name, file.data))
    attacked: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    coded: Counter[str] = Counter()
    for attack in attacks:
        attacked[attack.extension] += 1
        verdict = check_upload(io.BytesIO(attack.data), name=attack.name)
        if isinstance(verdict, UploadAccepted):
            missed[attack.extension] += 1
        else:
            coded[attack.extension] += verdict.code in attack.codes
    print(f"{'type':6}{'good':>6}{'refused':>9}{'attacks':>9}{'missed':>8}{'right code':>12}")
    for extension in sorted(EXTENSIONS):
        row = (tried[extension], refused[extension], attacked[extension], missed[extension], coded[extension])
        print(f"{extension:6}{row[0]:6}{row[1]:9}{row[2]:9}{row[3]:8}{row[4]:12}")
    sums = [counter.total() for counter in (tried, refused, attacked, missed, coded)]
    print(f"{'all':6}{sums[0]:6}{sums[1]:9}{sums[2]:9}{sums[3]:8}{sums[4]:12}\n")


def _detectors() -> Iterable[Detector]:
    yield Detector(name="leadflow", accepts=_check, accepts_path=_check_path)
    for name, label, path_label in _others():
        for mode, lenient in (("strict", False), ("lenient", True)):
            yield Detector(
                name=f"{name} {mode}",
                accepts=partial(_agrees, label, lenient),
                accepts_path=partial(_agrees_path, path_label, lenient),
            )


def _others() -> Iterable[tuple[str, Label, PathLabel]]:
    try:
        magic = import_module("magic")
        yield (
            "libmagic",
            lambda data: str(magic.from_buffer(data, mime=True)),
            lambda path: str(magic.from_file(path, mime=True)),
        )
    except ImportError:
        print("python-magic or libmagic is not installed")
    try:
        filetype = import_module("filetype")
        yield "filetype", lambda data: str(filetype.guess_mime(data)), lambda path: str(filetype.guess_mime(path))
    except ImportError:
        print("filetype is not installed")
    try:
        puremagic = import_module("puremagic")
        error = puremagic.PureError

        def label(data: bytes) -> str:
            try:
                return str(puremagic.from_string(data, mime=True))
            except (error, ValueError):
                return "None"

        def path_label(path: str) -> str:
            try:
                return str(puremagic.from_file(path, mime=True))
            except (error, ValueError):
                return "None"

        yield "puremagic", label, path_label
    except ImportError:
        print("puremagic is not installed")


def _agrees(label: Label, lenient: bool, name: str, data: bytes) -> bool:
    return _lets_through(name, label(data), lenient)


def _agrees_path(label: PathLabel, lenient: bool, name: str, path: str) -> bool:
    return _lets_through(name, label(path), lenient)


def _lets_through(name: str, label: str, lenient: bool) -> bool:
    """
    Say whether a detector's *label* lets a file of this *name* through.

    Strict: it names the type. Lenient: a container is enough for what is in containers, and any harmless text (or no
    label at all, for detectors that know no texts) is enough for texts.
    """
    extension = name.rpartition(".")[2].lower()
    known = file_type(extension)
    label = label.lower()
    if label == known.media_type or label in known.aliases - _CONTAINERS:
        return True
    if not lenient:
        return False
    if extension in _TEXTS:
        return label == "none" or (label.startswith("text/") and label not in ("text/html", "text/x-php"))
    return extension in _IN_CONTAINERS and label in _CONTAINERS


def _compare(detectors: Iterable[Detector], good: list[GoodFile], attacks: Mapping[str, list[Attack]]) -> None:
    heads = [f"good refused /{len(good)}", *(f"{kind} missed /{len(files)}" for kind, files in attacks.items())]
    print(f"{'detector':18}" + "".join(f"{head:>24}" for head in heads))
    for detector in detectors:
        counts = [sum(not detector.accepts(file.name, file.data) for file in good)]
        counts += [sum(detector.accepts(file.name, file.data) for file in files) for files in attacks.values()]
        print(f"{detector.name:18}" + "".join(f"{count:24}" for count in counts))
    print()


def _clock(call: Callable[[], object], *, times: int = 1) -> float:
    """
    Return the best of some runs, in milliseconds.
    """
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def _times(detectors: Iterable[Detector], good: list[GoodFile]) -> None:
    print("milliseconds a file below 1 MB (all good files)")
    print(f"{'detector':18}{'median':>9}{'p99':>9}{'max':>9}")
    for detector in detectors:
        if detector.name.endswith("lenient"):
            continue
        each = [_clock(partial(detector.accepts, file.name, file.data), times=3) for file in good]
        p99 = statistics.quantiles(each, n=100)[98]
        print(f"{detector.name:18}{statistics.median(each):9.3f}{p99:9.3f}{max(each):9.3f}")
    print()


def _large(detectors: list[Detector]) -> None:
    print("seconds for 250 MiB on disk; the others read only the beginning")
    names = sorted(large_streams())
    shown = [detector for detector in detectors if not detector.name.endswith("lenient")]
    print(f"{'file':14}" + "".join(f"{detector.name.split()[0]:>11}" for detector in shown))
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            path = Path(folder) / name
            _write(large_streams()[name], path)
            spent = [_clock(partial(one.accepts_path, name, str(path))) / 1000 for one in shown]
            print(f"{name:14}" + "".join(f"{seconds:11.3f}" for seconds in spent))
            path.unlink()
    print()


def _write(stream: PatternStream, path: Path) -> None:
    with path.open("wb") as file:
        while piece := stream.read(1 << 20):
            file.write(piece)


def _peaks() -> None:
    """
    Measure in a process for each case, since a process never gives its peak back.
    """
    peaks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        for name, stream in sorted(large_streams().items()):
            _write(stream, path)
            peaks[name] = _peak_of(name, path)
    print("peak memory over the base, in MiB")
    for case in sorted(peaks, key=lambda case: -peaks[case])[:6]:
        print(f"  {case:40}{peaks[case]:8.1f}")
    print(f"  worst of {len(peaks)} cases{max(peaks.values()):32.1f}")


def _peak_of(name: str, path: Path) -> float:
    command = [sys.executable, __file__, "--peak", name, str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _peak(name: str, path: str) -> None:
    check_upload(io.BytesIO(b"warm"), name="warm.txt")
    base = _highest()
    _check_path(name, path)
    print(_highest() - base)


def _highest() -> float:
    """
    Return the most memory that this process has had, in MiB.

    The kernel's own file is read where there is one: getrusage() counts what the process was before it became Python.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        _peak(sys.argv[2], sys.argv[3])
    else:
        main()
