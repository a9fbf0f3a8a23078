"""The access token of the Official Account. It lasts about 25 hours; a refresh token, good once, gets the next pair.

The pair lies in a file of DATA (0600) that all processes of this machine share; a lock lets one of them renew it.
POST https://oauth.zaloapp.com/v4/oa/access_token, header `secret_key`; form {refresh_token, app_id, grant_type}.
"""

import contextlib
import fcntl
import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.messages.channels import NotDelivered
from webapp.messages.channels.http import PATIENCE, post

FILE = "zalo-token.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ZaloToken:
    """`first`: the refresh token that a person got when the app was allowed to send; later ones come by themselves."""

    path: Path
    url: str
    app_id: str
    secret: str = field(repr=False)
    first: str = field(repr=False)
    patience: float = PATIENCE

    def get(self) -> str:
        return self._kept().get("access_token") or self.renew("")

    def renew(self, stale: str) -> str:
        with self._alone():
            kept = self._kept()
            if (known := kept.get("access_token", "")) and known != stale:
                return known  # another process was first
            for refresh in dict.fromkeys(one for one in (kept.get("refresh_token"), self.first) if one):
                if pair := self._fetched(refresh):
                    self._keep(pair)
                    return pair["access_token"]
        log.error("Zalo gives no new access token: the refresh token is used up or not ours (docs/operating.md)")
        raise NotDelivered("token", permanent=True)

    def _fetched(self, refresh: str) -> dict[str, str] | None:
        asked = {"refresh_token": refresh, "app_id": self.app_id, "grant_type": "refresh_token"}
        said = post(self.url, asked, {"secret_key": self.secret}, form=True, patience=self.patience).said
        pair = {name: said.get(name) for name in ("access_token", "refresh_token")}
        return {k: str(v) for k, v in pair.items()} if all(isinstance(v, str) and v for v in pair.values()) else None

    def _kept(self) -> Mapping[str, str]:
        try:
            said = json.loads(self.path.read_text())
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def _keep(self, pair: Mapping[str, str]) -> None:
        spare = self.path.with_suffix(f".{os.getpid()}")
        spare.touch(0o600)
        spare.write_text(json.dumps(pair))
        spare.replace(self.path)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
