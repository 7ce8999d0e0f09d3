"""
The outbox of the host's store: messages, what became of them, and handing them out to one relay at a time.
"""

from __future__ import annotations

from datetime import datetime

from examples.host_rows import Rows, as_text, found_or_raise, writing

from leadflow import MessageUnreadable
from leadflow.core.notifications import (
    Message,
    MessageTrail,
    PostChange,
    PostEvent,
    Settled,
    forgotten,
    forgotten_event,
)
from leadflow.errors import ConfigurationError, Conflict
from leadflow.ports import UNREADABLE, Claim, describe, report

__all__ = ["Posts"]


class Posts(Rows):
    """
    Reads, writes and hands out messages.
    """

    def one(self, key: str, /) -> MessageTrail:
        return found_or_raise(self.posted("key = ?", key), "message", key)[0]

    def of_lead(self, lead_id: str, since: int = 0, /) -> tuple[MessageTrail, ...]:
        return self.posted("lead = ? AND seq >= ? ORDER BY seq, key", lead_id, since)

    def posted(self, which: str, *values: object) -> tuple[MessageTrail, ...]:
        rows = self.run(
            f"SELECT state, reason, tries, trail, body FROM message WHERE supplier = ? AND {which}", *values
        )
        return tuple(
            MessageTrail(
                message=self.wire.loads(Message, body),
                state=state and Settled(state),
                reason=reason,
                attempt=tries,
                trail=tuple(self.wire.loads(PostEvent, line) for line in trail.split("\n")[:-1]),
            )
            for state, reason, tries, trail, body in rows.fetchall()
        )

    def add(self, message: Message) -> None:
        row = "INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, 0, '', ?)"
        who = (message.lead_id, message.recipient_id, message.seq)
        self.run(row, message.key, *who, as_text(message.created_at), self.wire.dumps(message))

    def write(self, post: PostChange) -> None:
        event, settlement, shown = post.event, post.settlement, post.shown
        if event:
            self._change(post, "trail = trail || ?", f"{self.wire.dumps(event)}\n")
        if event and post.requeues:
            requeued = "state = NULL, reason = NULL, tries = 0, due = ?, since = ?"
            self._change(post, requeued, as_text(event.at), as_text(event.at))
        if settlement:
            # A message that is sent, dead or cancelled is not due any more.
            again = settlement.state is Settled.RETRY and settlement.due_at
            ended = (None, as_text(again)) if again else (settlement.state.value, None)
            change = "lease = NULL, state = ?, due = ?, reason = ?, tries = tries - ?"
            self._change(post, change, *ended, settlement.reason, not settlement.tried, held=settlement.lease)
        if shown:
            show = "UPDATE lead SET told = coalesce(?, told), mails = mails + 1 WHERE supplier = ? AND id = ?"
            self.connection.execute(show, (shown.status, self.supplier_id, shown.lead_id))

    def forget(self, key: str) -> None:
        for one in self.posted("key = ?", key):
            trail = "".join(f"{self.wire.dumps(forgotten_event(event))}\n" for event in one.trail)
            row = (key, self.wire.dumps(forgotten(one.message)), trail)
            self.run("UPDATE message SET body = ?3, trail = ?4 WHERE supplier = ?1 AND key = ?2", *row)

    def _change(self, post: PostChange, change: str, *values: object, held: str | None = None) -> None:
        write = f"UPDATE message SET {change} WHERE supplier = ? AND key = ? AND (lease = ? OR ? IS NULL)"
        if self.connection.execute(write, (*values, self.supplier_id, post.key, held, held)).rowcount != 1:
            raise Conflict("message", post.key)

    def claim(self, lease: str, now: datetime, until: datetime, most: int) -> tuple[Claim, ...]:
        due = """
            SELECT key, tries + 1, body, since, trail FROM message AS this WHERE supplier = ? AND due <= ? AND NOT EXISTS (
                SELECT * FROM message AS earlier WHERE earlier.supplier = this.supplier AND earlier.lead = this.lead
                AND earlier.who = this.who AND earlier.seq < this.seq AND earlier.due IS NOT NULL
            ) ORDER BY due, key LIMIT ?
        """
        hold = "UPDATE message SET lease = ?, due = ?, tries = tries + 1 WHERE supplier = ? AND key = ?"
        put_off = "UPDATE message SET due = ?, reason = ? WHERE supplier = ? AND key = ?"
        claims: list[Claim] = []
        with writing(self.connection):
            while not claims and (rows := self.run(due, as_text(now), most).fetchall()):
                for key, tries, body, since, trail in rows:
                    try:
                        message = self.wire.loads(Message, body)
                    except ConfigurationError as error:
                        unread = MessageUnreadable(supplier_id=self.supplier_id, key=key, error=describe(error))
                        report(unread, observe=None)
                        self.connection.execute(put_off, (as_text(until), UNREADABLE, self.supplier_id, key))
                        continue
                    self.connection.execute(hold, (lease, as_text(until), self.supplier_id, key))
                    back = datetime.fromisoformat(since) if since else None
                    claims.append(
                        Claim(message=message, lease=lease, attempt=tries, since=back, told=trail.count("\n"))
                    )
        return tuple(claims)
