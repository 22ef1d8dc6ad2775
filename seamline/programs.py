"""A program that reads and acts in a person's name: what it may, and that it did, on record."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import NotAllowed
from domain.people import Person, only_sees
from seamline.deeds import Deed, Form, do
from seamline.entrance import Entrance
from seamline.tokens import Token, Tokens
from seamline.wiring import Office


@dataclass(frozen=True)
class Program:
    """Whoever calls with a token, and the person whose it is."""

    office: Office
    entrance: Entrance
    person: Person
    token: Token

    def act(self, case: str, what: str, form: Form, key: str = "") -> str:
        """Does a deed as the person would at the desk; Refused in one sentence."""
        self.require_right(f"{what} {case}".strip())
        Tokens(self.office).note_use(self.token, what, case)
        return do(self.entrance, Deed(self.office, self.person, case, key, form), what)

    def require_right(self, what: str) -> None:
        """NotAllowed, and on record, where the token only reads or its person only sees."""
        why = ""
        if self.token.read_only:
            why = f"token {self.token.id} only reads; make one that acts with `seamline token`"
        elif self.person.only_sees:
            why = only_sees(self.person)
        if why:
            self.entrance.refused(self.person, what, why)
            raise NotAllowed(why)


def program_of(office: Office, entrance: Entrance, text: str) -> Program:
    """The program whose token this is; NoIdentity when it lets nobody in."""
    token, person = Tokens(office).holder(text)
    return Program(office, entrance, person, token)
