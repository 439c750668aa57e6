"""Makes the indexes that are measured: valid wheels, their pages, and each tool's list of them.

    corpora/SHAPE/www/simple/index.{html,json}          pages in both forms, also as .gz
                  www/simple/PROJECT/index.{html,json}
                  www/pypi/PROJECT/json                 what bandersnatch reads
                  www/packages/ab/cd/<sha256>/FILE[.metadata]
                  lists/                                what the tools are handed that read no index
                  corpus.json                           counts, bytes, port

The same seed gives the same bytes. Nothing but the standard library is needed.
"""

import base64
import gzip
import hashlib
import html
import io
import json
import math
import random
import shutil
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from . import CORPORA

PORTS = {"small": 28541, "large": 28542, "mixed": 28543, "index": 28544}
MIB = 2**20
EPOCH = datetime(2024, 1, 1, tzinfo=timezone.utc)
PYTHONS = [">=3.8", ">=3.9", ">=3.10", ">=3.7", ">=3.6", None]
# The projects of INDEX that have a page; the root page names many others.
LISTED_PREFIX = "acme-"
INDEX_TAGS = [
    "py3-none-any.whl",
    "cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "cp312-cp312-macosx_11_0_arm64.whl",
    "cp312-cp312-win_amd64.whl",
    "cp313-cp313-musllinux_1_2_aarch64.whl",
    None,
]


@dataclass
class File:
    project: str
    version: str
    filename: str
    size: int
    sha256: str
    url: str
    path: str = ""
    requires_python: str | None = None
    metadata_sha256: str | None = None
    uploaded: datetime = EPOCH
    extra_digests: dict[str, str] = field(default_factory=dict)

    @property
    def upload_time(self) -> str:
        return self.uploaded.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def ensure(shape: str, seed: int = 7) -> dict:
    """The corpus' description; the corpus is made first where it is missing."""
    folder = CORPORA / shape
    described = folder / "corpus.json"
    if not described.exists():
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "lists").mkdir(parents=True)
        make = make_index if shape == "index" else make_wheels
        facts = {"shape": shape, "port": PORTS[shape], **make(shape, folder, random.Random(seed))}
        described.write_text(json.dumps(facts, indent=1) + "\n")
    return json.loads(described.read_text())


# Corpora with files


def sizes_of(shape: str, rng: random.Random) -> list[list[int]]:
    """One list a project: the sizes of its releases, in bytes."""
    if shape == "small":
        return [[20 * 1024] * 5 for _ in range(1000)]
    if shape == "large":
        return [[50 * MIB] * 5 for _ in range(8)]
    # Log-normal like a real index: many small files, and few that hold most of the bytes.
    raw = [min(rng.lognormvariate(math.log(60 * 1024), 2.2), 200 * MIB) for _ in range(3000)]
    scale = 2 * 1024 * MIB / sum(raw)
    sizes = [int(min(max(size * scale, 2500), 200 * MIB)) for size in raw]
    projects = []
    while sizes:
        count = min(10, 1 + int(rng.expovariate(1 / 5)))
        projects.append(sizes[:count])
        del sizes[:count]
    return projects


def make_wheels(shape: str, folder: Path, rng: random.Random) -> dict:
    base = f"https://localhost:{PORTS[shape]}"
    www, files = folder / "www", []
    sizes = sizes_of(shape, rng)
    names = project_names(len(sizes), rng)
    for name, releases in zip(names, sizes):
        own = [store_wheel(www, base, name, n, size, rng) for n, size in enumerate(releases)]
        write_pages(www, name, own)
        write_page(www / "pypi" / name / "json", legacy_json(name, own))
        files += own
    write_root(www, names)
    write_lists(folder / "lists", names, files)
    return {
        "projects": len(names), "files": len(files), "bytes": sum(f.size for f in files),
        "layers": max(len(releases) for releases in sizes),
    }


def store_wheel(
    www: Path, base: str, project: str, number: int, size: int, rng: random.Random
) -> File:
    version, python = f"1.{number}.0", rng.choice(PYTHONS)
    filename, data, metadata = wheel(project, version, python, size, rng)
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"packages/{sha256[:2]}/{sha256[2:4]}/{sha256[4:]}/{filename}"
    write(www / path, data)
    write(www / f"{path}.metadata", metadata)
    return File(
        project, version, filename, len(data), sha256, f"{base}/{path}", path, python,
        hashlib.sha256(metadata).hexdigest(), EPOCH + timedelta(minutes=number),
        {"md5": hashlib.md5(data).hexdigest(),
         "blake2b_256": hashlib.blake2b(data, digest_size=32).hexdigest()})


def wheel(
    project: str, version: str, python: str | None, size: int, rng: random.Random
) -> tuple[str, bytes, bytes]:
    """A wheel of about `size` bytes that installs: its name, its bytes, its METADATA."""
    module = project.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n"
    metadata += f"Requires-Python: {python}\n" if python else ""
    metadata += "Summary: made for measuring\n\n" + "A few words about nothing. " * 20 + "\n"
    members = {
        f"{module}/__init__.py": f'__version__ = "{version}"\n'.encode(),
        f"{module}/data.bin": rng.randbytes(max(1, size - 2200)),
        f"{info}/METADATA": metadata.encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: corpus\nRoot-Is-Purelib: true\n"
        b"Tag: py3-none-any\n",
    }
    lines = [f"{name},{record_hash(data)},{len(data)}" for name, data in members.items()]
    members[f"{info}/RECORD"] = "\n".join(lines + [f"{info}/RECORD,,", ""]).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return f"{module}-{version}-py3-none-any.whl", buffer.getvalue(), metadata.encode()


def record_hash(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return "sha256=" + digest.rstrip(b"=").decode()


def write_lists(folder: Path, names: list[str], files: list[File]) -> None:
    lists = {
        "files.tsv": [f"{f.url}\t{f.sha256}\t{f.size}\t{f.path}" for f in files],
        "urls.txt": [f.url for f in files],
        "sha256sums": [f"{f.sha256}  {f.path}" for f in files],
        "curl.cfg": [f'url = "{f.url}"\noutput = "{f.path}"' for f in files],
        "aria2.txt": [f"{f.url}\n out={f.path}\n checksum=sha-256={f.sha256}" for f in files],
        "projects.txt": names,
        "morgan.ini": [*MORGAN_ENVIRONMENT, "[requirements]", *(f"{name} =" for name in names)],
    }
    # pip and uv take one version of a project at a time.
    for file in files:
        layer = f"layer-{file.version.split('.')[1]}.txt"
        pin = f"{file.project}=={file.version} --hash=sha256:{file.sha256}"
        lists.setdefault(layer, []).append(pin)
    for name, lines in lists.items():
        (folder / name).write_text("\n".join(lines) + "\n")


MORGAN_ENVIRONMENT = """[env.bench]
os_name = posix
sys_platform = linux
platform_machine = x86_64
platform_system = Linux
platform_release = 0
platform_version = 0
platform_python_implementation = CPython
implementation_name = cpython
implementation_version = 3.11.0
python_version = 3.11
python_full_version = 3.11.0""".splitlines()


# The corpus that is all pages


def make_index(shape: str, folder: Path, rng: random.Random) -> dict:
    """A root page of 700,000 names, and pages of 50 to 3,000 links for 2,000 of them."""
    www = folder / "www"
    listed = [LISTED_PREFIX + name for name in project_names(2000, rng)]
    names = sorted(set(project_names(698_000, rng)) | set(listed))
    write_root(www, names)
    links = 0
    for name in listed:
        count = int(math.exp(rng.uniform(math.log(50), math.log(3000))))
        write_pages(www, name, [imagined_file(name, n, rng) for n in range(count)])
        links += count
    pages = [f"https://localhost:{PORTS[shape]}/simple/{name}/" for name in listed]
    (folder / "lists" / "pages.txt").write_text("\n".join(pages) + "\n")
    return {"projects": len(listed), "root_projects": len(names), "links": links,
            "files": 0, "bytes": 0, "layers": 0}


def imagined_file(project: str, number: int, rng: random.Random) -> File:
    """A file that only its link knows of."""
    tag = INDEX_TAGS[number % len(INDEX_TAGS)]
    version = f"{number // 60}.{number // 6 % 10}.0"
    module = project.replace("-", "_")
    filename = f"{module}-{version}-{tag}" if tag else f"{module}-{version}.tar.gz"
    sha256, folder = rng.randbytes(32).hex(), rng.randbytes(32).hex()
    url = f"https://files.invalid/packages/{folder[:2]}/{folder[2:4]}/{folder[4:]}/{filename}"
    return File(
        project, version, filename, rng.randint(5000, 5_000_000), sha256, url,
        requires_python=PYTHONS[number // 60 % len(PYTHONS)],
        metadata_sha256=rng.randbytes(32).hex() if tag else None,
        uploaded=EPOCH + timedelta(hours=number))


# Names and pages


SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"]


def project_names(count: int, rng: random.Random) -> list[str]:
    """Distinct, normalised, sorted; about as long as real ones."""
    names: set[str] = set()
    while len(names) < count:
        words = rng.choices((1, 2, 3), (35, 50, 15))[0]
        names.add("-".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))
                           for _ in range(words)))
    return sorted(names)


def write_root(www: Path, names: list[str]) -> None:
    links = "".join(f'    <a href="/simple/{name}/">{name}</a><br/>\n' for name in names)
    projects = [{"name": name, "_last-serial": 1000 + n} for n, name in enumerate(names)]
    meta = {"api-version": "1.1", "_last-serial": 1000 + len(names)}
    write_page(www / "simple" / "index.html", html_page("Simple index", links))
    write_page(www / "simple" / "index.json", compact({"meta": meta, "projects": projects}))


def write_pages(www: Path, name: str, files: list[File]) -> None:
    folder = www / "simple" / name
    links = "".join(map(html_link, files))
    write_page(folder / "index.html", html_page(f"Links for {name}", links))
    write_page(folder / "index.json", compact({
        "meta": {"api-version": "1.1"}, "name": name, "files": [json_file(f) for f in files],
        "versions": sorted({f.version for f in files})}))


def html_page(title: str, links: str) -> str:
    return (f'<!DOCTYPE html>\n<html>\n  <head>\n    <meta name="pypi:repository-version" '
            f'content="1.1">\n    <title>{title}</title>\n  </head>\n  <body>\n{links}'
            "  </body>\n</html>\n")


def html_link(file: File) -> str:
    attributes = ""
    if file.requires_python:
        attributes += f' data-requires-python="{html.escape(file.requires_python)}"'
    if file.metadata_sha256:
        attributes += f' data-core-metadata="sha256={file.metadata_sha256}"'
    return f'    <a href="{file.url}#sha256={file.sha256}"{attributes}>{file.filename}</a><br/>\n'


def json_file(file: File) -> dict:
    metadata = {"sha256": file.metadata_sha256} if file.metadata_sha256 else False
    return {"filename": file.filename, "url": file.url, "hashes": {"sha256": file.sha256},
            "requires-python": file.requires_python, "core-metadata": metadata,
            "size": file.size, "upload-time": file.upload_time, "yanked": False}


def legacy_json(name: str, files: list[File]) -> str:
    releases = {f.version: [legacy_file(f)] for f in files}
    info = {"name": name, "version": files[-1].version, "summary": "made for measuring",
            "requires_dist": None, "requires_python": None, "yanked": False}
    return compact({"info": info, "last_serial": 1000, "releases": releases,
                    "urls": releases[files[-1].version], "vulnerabilities": []})


def legacy_file(file: File) -> dict:
    return {"filename": file.filename, "url": file.url, "size": file.size,
            "digests": {"sha256": file.sha256, **file.extra_digests},
            "md5_digest": file.extra_digests["md5"], "packagetype": "bdist_wheel",
            "python_version": "py3", "requires_python": file.requires_python,
            "core-metadata": {"sha256": file.metadata_sha256}, "has_sig": False,
            "upload_time": file.upload_time[:19], "upload_time_iso_8601": file.upload_time,
            "yanked": False, "yanked_reason": None}


def compact(value: dict) -> str:
    return json.dumps(value, separators=(",", ":"))


def write_page(path: Path, text: str) -> None:
    write(path, text.encode())
    write(path.with_name(path.name + ".gz"), gzip.compress(text.encode(), 1, mtime=0))


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
