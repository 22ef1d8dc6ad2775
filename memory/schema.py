"""The one metadata object that every table of the ledger's database hangs on."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
