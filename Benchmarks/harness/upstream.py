"""The index as it is served: nginx on localhost, TLS 1.3 and HTTP/2, with a CA of its own."""

import os
import socket
import subprocess
import time
from pathlib import Path

from . import CORPORA, RUN

CA = RUN / "ca" / "ca.pem"

CONFIGURATION = """
{user} worker_processes 2; daemon off; pid {run}/nginx.pid; error_log {run}/nginx.log warn;
events {{ worker_connections 4096; }}
http {{
  access_log {log}; sendfile on; tcp_nopush on; etag on; gzip off;
  keepalive_requests 10000000; http2_max_concurrent_streams 128;
  open_file_cache max=100000 inactive=600s; open_file_cache_min_uses 1;
  types {{ text/html html; application/vnd.pypi.simple.v1+json json; text/plain metadata; }}
  default_type application/octet-stream;
  client_body_temp_path {run}/tmp; proxy_temp_path {run}/tmp; fastcgi_temp_path {run}/tmp;
  uwsgi_temp_path {run}/tmp; scgi_temp_path {run}/tmp;
  map $http_accept $page {{
    default index.html;
    "~^application/vnd\\.pypi\\.simple\\.v1\\+json" index.json;
  }}
  server {{
    listen 127.0.0.1:{port} ssl http2 backlog=4096; listen [::1]:{port} ssl http2 backlog=4096;
    ssl_certificate {run}/ca/server.pem; ssl_certificate_key {run}/ca/server.key;
    ssl_protocols TLSv1.3; root {www};
    location /simple/ {{ gzip_static on; add_header Vary Accept; index $page; }}
    location /pypi/ {{
      gzip_static on; default_type application/json; add_header X-PyPI-Last-Serial 999999999;
    }}
    location /packages/ {{ add_header Cache-Control "max-age=31536000, immutable"; }}
  }}
}}
"""


class Upstream:
    """A context: while it is entered, the corpus is served."""

    def __init__(self, shape: str, port: int, log: Path | None = None):
        """`log`: gets a line for each request."""
        self.shape, self.port, self.log = shape, port, log

    def __enter__(self) -> "Upstream":
        if self.answers():
            raise SystemExit(f"port {self.port} is in use")
        make_authority(CA.parent)
        (RUN / "tmp").mkdir(exist_ok=True)
        configuration = RUN / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            run=RUN, port=self.port, log=self.log or "off", www=CORPORA / self.shape / "www",
            user="user root;" if os.geteuid() == 0 else ""))
        self.process = subprocess.Popen(["nginx", "-c", str(configuration), "-e", "stderr"])
        self.wait_until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def wait_until_ready(self) -> None:
        for _ in range(100):
            if self.process.poll() is not None:
                raise SystemExit("nginx did not start")
            if self.answers():
                return
            time.sleep(0.05)
        raise SystemExit("nginx does not answer")

    def answers(self) -> bool:
        with socket.socket() as attempt:
            return attempt.connect_ex(("127.0.0.1", self.port)) == 0

    def processor_seconds(self) -> float:
        """User and system time of nginx and its workers so far."""
        master = self.process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return sum(processor_seconds(pid) for pid in [master, *children])


def processor_seconds(pid: int | str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def make_authority(folder: Path) -> None:
    """A CA and a certificate for localhost, unless they are there already."""
    if (folder / "server.pem").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    request = ["openssl", "req", "-x509", "-days", "3650", "-newkey", "ec", "-nodes",
               "-pkeyopt", "ec_paramgen_curve:P-256"]
    quiet = {"cwd": folder, "check": True, "stderr": subprocess.DEVNULL}
    # Clients of Python 3.13 and later insist on the key usages (VERIFY_X509_STRICT).
    subprocess.run([*request, "-subj", "/CN=Benchmark CA", "-keyout", "ca.key", "-out", "ca.pem",
                    "-addext", "keyUsage=critical,keyCertSign,cRLSign"], **quiet)
    subprocess.run([*request, "-subj", "/CN=localhost", "-keyout", "server.key",
                    "-out", "server.pem", "-CA", "ca.pem", "-CAkey", "ca.key",
                    "-addext", "basicConstraints=critical,CA:FALSE",
                    "-addext", "keyUsage=critical,digitalSignature",
                    "-addext", "extendedKeyUsage=serverAuth",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"], **quiet)
