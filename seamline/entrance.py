"""The desk's entrance: who signs in how, each sign-in and refusal a fact."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.errors import NoIdentity, NotAllowed
from domain.fact import NewFact
from domain.letters import inert
from domain.people import Person
from memory import chain
from seamline.passwords import Passwords
from seamline.sessions import Sessions
from seamline.wiring import Office

#: The stream of who came in and who was refused.
STREAM = "desk"


class Entrance:
    """Lets people in by password or invitation, and tells whose a session is."""

    def __init__(self, office: Office) -> None:
        self._office = office
        folder, web = office.workspace.folder, office.settings.web
        self._passwords, self._sessions = Passwords(folder), Sessions(folder, web.session_hours)
        with office.ledger.reading() as connection:
            ended = chain.of_stream(connection, STREAM, kinds=["signed_out"])
        self._ended = {str(one.body["session"]) for one in ended}

    def by_password(self, name: str, password: str, peer: str) -> str:
        """A session for whoever knows the password; NotAllowed, the same words for all else."""
        person = self._office.people.get(name) if name.strip() else None
        if person is None or not self._passwords.holds(person.id, password):
            self._note("sign_in_refused", name, how="password", peer=peer)
            raise NotAllowed("no such person and password; ask for an invitation to set a new one")
        return self._let_in(person, "password", peer)

    def by_invitation(self, text: str, peer: str) -> str:
        """A session by an invitation, once: whoever comes second finds it used."""
        name, mark = self._sessions.invited(text)
        person = self._office.people.get(name) if name else None
        if name and person is None:
            self._note("sign_in_refused", name, how="invitation", peer=peer)
            raise NotAllowed(
                f"{name} was not in people.yaml when the desk was started; start it anew"
            )
        with self._office.ledger.transaction() as connection:
            if person is not None and mark == _last_seen(connection, person):
                return self._let_in(person, "invitation", peer, connection)
        self._note("sign_in_refused", name, how="invitation", peer=peer)
        raise NotAllowed("this invitation was used or is over; ask for a new one")

    def invite(self, name: str) -> str:
        """An invitation for a person of people.yaml; it lets in once, and not for long."""
        person = self._office.people.require(name)
        with self._office.ledger.reading() as connection:
            return self._sessions.invite(person.id, _last_seen(connection, person))

    def person(self, session: str) -> Person:
        """Whose session it is; NoIdentity when it is none, is over or was ended."""
        read = self._sessions.read(session)
        person = self._office.people.get(read.person) if read is not None else None
        if read is None or person is None or read.mark != self._passwords.mark(person.id):
            raise NoIdentity("sign in first")
        if read.name in self._ended:
            raise NoIdentity("you signed out; sign in again")
        return person

    def end(self, session: str) -> None:
        """Ends a session, whoever has a copy of it."""
        read = self._sessions.read(session)
        if read is not None:
            self._ended.add(read.name)
            self._note("signed_out", read.person, session=read.name)

    def needs_old(self, session: str) -> bool:
        """Whether a new password takes the old one: not where there is none, nor for whoever came
        in by an invitation."""
        read = self._sessions.read(session)
        if read is None:
            return True
        return self._passwords.has(read.person) and read.how != "invitation"

    def guard(self, session: str) -> str:
        """What forms of somebody signed in carry."""
        return self._sessions.guard(session)

    def require_guard(self, session: str, text: str) -> None:
        """NotAllowed when a form did not come from a page that was shown to whoever sends it."""
        if not self._sessions.guards(session, text):
            raise NotAllowed("this form is not of your session; load the page again")

    def new_password(self, session: str, password: str, old: str, peer: str) -> str:
        """Gives the person a new password; other sessions end, and this is the new one."""
        person = self.person(session)
        if self.needs_old(session) and not self._passwords.holds(person.id, old):
            raise NotAllowed("the old password is another; ask for an invitation if it is lost")
        self._passwords.put(person.id, password)
        return self._let_in(person, "new password", peer)

    def refused(self, person: Person, what: str, why: str) -> None:
        """Notes that somebody wanted to do what is not allowed."""
        self._note("act_refused", person.id, what=what, why=why)

    def _let_in(
        self, person: Person, how: str, peer: str, connection: Connection | None = None
    ) -> str:
        self._note("signed_in", person.id, connection, how=how, peer=peer)
        return self._sessions.open(person.id, self._passwords.mark(person.id), how)

    def _note(
        self, kind: str, name: str, connection: Connection | None = None, **body: str
    ) -> None:
        """A fact of the entrance, in the transaction that is open or in one of its own."""
        if connection is None:
            with self._office.ledger.transaction() as own:
                self._note(kind, name, own, **body)
            return
        told = {key: inert(value)[:300] for key, value in body.items()}
        at = self._office.clock.wall().isoformat()
        told = {"person": inert(name)[:100], "at": at, **told}
        now = self._office.clock.now()
        new = NewFact(stream=STREAM, kind=kind, at=now, actor="desk", body=told)
        chain.append(connection, [new])


def _last_seen(connection: Connection, person: Person) -> str:
    """The number of the person's last sign-in: an invitation made before it is used up."""
    facts = chain.of_stream(connection, STREAM, kinds=["signed_in"])
    mine = [one.number for one in facts if one.body["person"] == person.id]
    return str(mine[-1]) if mine else "0"
