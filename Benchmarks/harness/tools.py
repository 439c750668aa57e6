"""Puts in place what a measurement needs: Debian packages, the Python tools, the C program."""

import os
import shutil
import subprocess
import sys
import venv

from . import HOME, RUN

PACKAGES = {
    "nginx": "nginx-light", "openssl": "openssl", "curl": "curl", "wget2": "wget2",
    "aria2c": "aria2", "mkfs.ext4": "e2fsprogs", "cc": "gcc", "make": "make",
    "pkg-config": "pkg-config", "time": "time",
}
LIBRARIES = {"libcurl": "libcurl4-openssl-dev", "libxml-2.0": "libxml2-dev",
             "libcrypto": "libssl-dev"}
# One environment each, for their dependencies do not agree.
ENVIRONMENTS = {"pip": ["pip", "uv"], "bandersnatch": ["bandersnatch"], "morgan": ["morgan"]}


def ensure() -> None:
    install(missing_packages())
    for name, projects in ENVIRONMENTS.items():
        folder = RUN / "tools" / name
        if not (folder / ".complete").exists():
            venv.create(folder, with_pip=True, clear=True)
            subprocess.run([folder / "bin" / "pip", "install", "-q", "-U", *projects], check=True)
            (folder / ".complete").touch()
    subprocess.run(["make", "-s", "-C", HOME / "limit", f"OUT={RUN / 'limit'}"], check=True)


def missing_packages() -> list[str]:
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    missing = [package for command, package in PACKAGES.items()
               if not shutil.which(command, path=path)]
    if "pkg-config" not in missing:
        missing += [package for library, package in LIBRARIES.items()
                    if subprocess.run(["pkg-config", "--exists", library]).returncode]
    return missing


def install(packages: list[str]) -> None:
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        sys.exit(f"not all tools are here; as root: {' '.join(command)}")
    # At run level 1 no package starts its service.
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["apt-get", "-q", "update"], check=True, env=settings)
    subprocess.run(command, check=True, env=settings)
