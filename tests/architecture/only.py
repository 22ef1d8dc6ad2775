"""A contract for import-linter: a package imports itself, the standard library and a short list."""

import sys
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Whatever is not allowed is refused: a new dependency has to be written down to be used.

    import-linter's own contracts name what is forbidden, and a list of everything else in the world
    is never whole. `refused_standard_libraries` takes back some of what comes with Python.
    """

    type_name = "only"

    source_modules = fields.SetField(subfield=fields.StringField())
    allowed_libraries = fields.SetField(subfield=fields.StringField())
    refused_standard_libraries = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        sources: Any = self.source_modules
        allowed = self.allowed()
        refused = sorted(
            (module, imported)
            for source in sources
            for module in {source} | graph.find_descendants(source)
            for imported in graph.find_modules_directly_imported_by(module)
            if imported.partition(".")[0] not in allowed
        )
        return ContractCheck(kept=not refused, metadata={"refused": refused})

    def allowed(self) -> set[str]:
        """The first names of all that may be imported."""
        sources: Any = self.source_modules
        libraries: Any = self.allowed_libraries
        standard = sys.stdlib_module_names - set(self.refused_standard_libraries or ())
        return {name.partition(".")[0] for name in sources} | set(libraries) | standard

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, imported in check.metadata["refused"]:
            output.print_error(f"{module} is not allowed to import {imported}")
        output.new_line()
