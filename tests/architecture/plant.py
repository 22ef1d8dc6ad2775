"""Planted violations: for each contract of `.importlinter`, imports that it must refuse."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Plant:
    """Lines to add to files of a copied tree, and the contract that must break on them."""

    breaks: str
    lines: Mapping[str, str]

    def __str__(self) -> str:
        return (
            f"{self.breaks}: {' + '.join(f'{file}: {line}' for file, line in self.lines.items())}"
        )


PLANTS = (
    Plant("imports only point down", {"domain/money.py": "import seamline"}),
    Plant("imports only point down", {"tools/mail.py": "import memory.ledger"}),
    Plant("imports only point down", {"memory/ledger.py": "import tools.mail"}),
    Plant("imports only point down", {"agents/reader.py": "import graph.nodes"}),
    Plant("imports only point down", {"graph/desk.py": "import evals"}),
    Plant(
        "no cycles",
        {
            "memory/planted_a.py": "import memory.planted_b",
            "memory/planted_b.py": "import memory.planted_a",
        },
    ),
    Plant("the domain is pure", {"domain/money.py": "import tools"}),
    Plant("the domain is pure", {"domain/money.py": "import sqlalchemy"}),
    Plant("the domain is pure", {"domain/money.py": "from pathlib import Path"}),
    Plant("the domain is pure", {"domain/money.py": "def now():\n    import time"}),
    Plant("agents propose and never act", {"agents/finance.py": "import tools.mail"}),
    Plant("agents propose and never act", {"agents/finance.py": "import memory.ledger"}),
    Plant("agents propose and never act", {"agents/clerk.py": "import smtplib"}),
    Plant("specialists do not know each other", {"agents/finance.py": "import agents.sourcing"}),
    Plant(
        "specialists do not know each other",
        {
            "agents/planted.py": "import agents.sourcing",
            "agents/logistics.py": "import agents.planted",
        },
    ),
    Plant("authority has no model in it", {"graph/authority.py": "import openai"}),
    Plant("authority has no model in it", {"graph/executor.py": "import langgraph.types"}),
    Plant("authority has no model in it", {"graph/evidence.py": "import agents.reader"}),
    Plant("authority has no model in it", {"domain/money.py": "import memory.recall"}),
    Plant(
        "authority has no model in it",
        {"graph/planted.py": "import tools.model", "graph/authority.py": "import graph.planted"},
    ),
    Plant(
        "authority has no model in it",
        {"memory/planted.py": "import memory.recall", "graph/executor.py": "import memory.planted"},
    ),
    Plant("one file imports openai", {"tools/carrier.py": "from openai import OpenAI"}),
    Plant("one file imports mcp", {"seamline/chatting.py": "import mcp_types"}),
    Plant("one file imports openai", {"seamline/wiring.py": "import openai"}),
    Plant(
        "only what is served imports fastapi",
        {"seamline/cli/serving.py": "from fastapi import FastAPI"},
    ),
    Plant("one file imports chromadb", {"memory/recall.py": "import chromadb"}),
    Plant(
        "only the graph and its wiring import langgraph",
        {"memory/ledger.py": "from langgraph.graph import StateGraph"},
    ),
    Plant("only the wiring holds hands that write", {"graph/executor.py": "import tools.mailer"}),
    Plant("only the wiring holds hands that write", {"seamline/cli/app.py": "import tools.mailer"}),
    Plant(
        "only the wiring holds hands that write",
        {"seamline/notifying.py": "import tools.chat_webhook"},
    ),
    Plant(
        "only the wiring holds hands that write",
        {"tools/erp/embedded/reads.py": "import tools.erp.embedded.writes"},
    ),
)
