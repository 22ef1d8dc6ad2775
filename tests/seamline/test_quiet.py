"""Nothing calls home, whatever the environment says."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

WANTED = {
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_API_KEY": "key",
    "LANGSMITH_ENDPOINT": "http://tracing.example",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGCHAIN_ENDPOINT": "http://tracing.example",
    "ANONYMIZED_TELEMETRY": "True",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://tracing.example",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://tracing.example",
    "LANGGRAPH_STRICT_MSGPACK": "false",
}

RUN = """
import socket
looked = []
real = socket.getaddrinfo
def noted(host, *rest, **named):
    looked.append(host)
    raise OSError("no network here")
socket.getaddrinfo = noted
import sys, pathlib
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import open_office
office = open_office(make_demo(pathlib.Path(sys.argv[1])))
load_export(office, OPENS.opening())
list(file_mails(office, [OPENS.folder / "mail" / "W1-d.eml"]))
office.desk.advance()
office.close()
from langgraph.checkpoint.serde import _msgpack
print(_msgpack.STRICT_MSGPACK_ENABLED, looked)
"""


def test_tracing_and_telemetry_cannot_be_switched_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "workspace")],
        env={**os.environ, **WANTED, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[0] == "True []", done.stderr[-2000:]
