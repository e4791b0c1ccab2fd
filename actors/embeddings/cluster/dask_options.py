"""Options of Dask that all our processes set, whatever configuration files say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

OPTIONS: dict[str, Any] = {
    "logging.distributed": "warning",
    "distributed.worker.profile.enabled": False,  # samples each thread 100 times a second
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.worker.use-file-locking": False,
    "distributed.comm.compression": False,
    "distributed.comm.timeouts.connect": "10s",
    "distributed.comm.timeouts.tcp": "15s",  # a cut connection is noticed after that
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.dashboard.status.task-stream-length": 1,
    "distributed.scheduler.worker-ttl": "60s",
    "distributed.scheduler.allowed-failures": 0,
    "distributed.scheduler.work-stealing": False,  # each task names its worker
    "distributed.admin.event-loop": "tornado",
    "distributed.deploy.lost-worker-timeout": "5s",
}


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach a scheduler."""

    address: str
    tls_ca: str = ""
    tls_cert: str = ""
    tls_key: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it as JSON can hold it."""
        return asdict(self)


def set_options() -> None:
    """Set the options of this process."""
    from dask.config import set as set_config

    set_config(OPTIONS)


def security(connection: Connection) -> Any:
    """Return Dask's description of TLS for a connection, `None` without it."""
    from distributed import Security

    if not connection.tls_ca:
        return None
    files = {
        f"tls_{role}_{kind}": path
        for role in ("client", "worker", "scheduler")
        for kind, path in (("cert", connection.tls_cert), ("key", connection.tls_key))
    }
    make: Any = Security  # it has no types
    return make(tls_ca_file=connection.tls_ca, require_encryption=True, **files)


def is_installed() -> bool:
    """Return whether the extra `sempal[cluster]` is installed; nothing is imported."""
    return find_spec("distributed") is not None
