"""Seamline: coordinates the work between supply-chain functions.

Importing it first makes two things certain before any library is loaded: checkpoints accept
plain values only, and nothing calls home, whatever the environment says. Garbage is looked for less
often from then on: walking what the libraries bring took a fifth of all CPU.
"""

import gc
import os

__version__ = "0.1.0"

gc.set_threshold(10_000, 20, 100)
os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"
for _name in [name for name in os.environ if name.startswith(("LANGSMITH_", "LANGCHAIN_"))]:
    del os.environ[_name]
os.environ["LANGSMITH_TRACING"] = "false"
os.environ["LANGCHAIN_TRACING_V2"] = "false"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
for _name in [name for name in os.environ if name.startswith(("OTEL_", "CHROMA_OTEL_"))]:
    del os.environ[_name]
