"""`kill -9` during 64 concurrent writers: every acknowledged write is there, and none by half."""

import os
import random
import threading
import time

import pytest
import requests

from kit.client import App, Connection, Organization
from kit.server import Server, Store

ROUNDS = int(os.environ.get("ORGBOOK_KILL_ROUNDS", "100"))
SEED = int(os.environ.get("ORGBOOK_KILL_SEED", str(random.randrange(2**32))))
WRITERS = 64
# A fresh store now and then, so that young and grown logs are both killed and `verify` stays quick.
ROUNDS_PER_STORE = 5
UPDATED_TOGETHER = ("title", "job_number", "remark", "work_place")


class Writer(threading.Thread):
    """Creates people and updates one of them until the server dies; remembers what was sent and what answered."""

    def __init__(self, app, number, departments, start_at):
        super().__init__(daemon=True)
        connection = Connection(app.connection.base)
        self.app = App(connection, {"appKey": "", "appSecret": "", "agentId": 0, "corpId": ""})
        self.app._token = app.token
        self.number, self.departments, self.step = number, departments, start_at
        self.sent, self.acknowledged = [], []
        self.mark_sent = self.mark_acknowledged = None
        self.wrong = None

    def run(self):
        try:
            while True:
                self.step += 1
                self.create(f"w{self.number}-{self.step}")
                self.update(f"{self.number}.{self.step}")
        except requests.ConnectionError:
            pass
        except (AssertionError, ValueError) as found:
            self.wrong = found

    def create(self, userid):
        body = {
            "userid": userid,
            "name": f"Writer {userid}",
            "mobile": f"15{self.number:02}{self.step:07}",
            "telephone": userid,
            "dept_id_list": ",".join(map(str, self.departments)),
        }
        self.sent.append(userid)
        answer = self.app.call("/topapi/v2/user/create", body)
        assert answer["errcode"] == 0, answer
        self.acknowledged.append(userid)

    def update(self, mark):
        self.mark_sent = self.step
        answer = self.app.call("/topapi/v2/user/update", {"userid": self.own()} | dict.fromkeys(UPDATED_TOGETHER, mark))
        assert answer["errcode"] == 0, answer
        self.mark_acknowledged = self.step

    def own(self):
        return f"own{self.number}"

    def check(self, org):
        """What this writer was told is there; what it was not told is there as a whole or not at all."""
        assert self.wrong is None, self.wrong
        people, cursor = {}, 0
        while cursor is not None:
            page = org.all.ok("/topapi/v2/user/list", dept_id=self.departments[1], cursor=cursor, size=100)
            people |= {person["userid"]: person for person in page["list"]}
            cursor = page.get("next_cursor") if page["has_more"] else None
        for userid in self.sent:
            if userid not in people:
                assert userid not in self.acknowledged, f"{userid} was acknowledged and is lost"
                continue
            assert people[userid]["dept_id_list"] == self.departments, people[userid]
            assert people[userid]["telephone"] == userid, people[userid]
        marks = {people[self.own()].get(field, "") for field in UPDATED_TOGETHER}
        assert len(marks) == 1, f"half of an update: {marks}"
        step = int(marks.pop().partition(".")[2] or 0)
        assert step >= (self.mark_acknowledged or 0), f"{step} is older than the acknowledged {self.mark_acknowledged}"
        assert step <= (self.mark_sent or step)


class Crash:
    """One store that is written to, killed, verified and read, over and over."""

    def __init__(self, store, chance):
        self.store, self.chance = store, chance
        self.server = Server(store)
        self.org = Organization(self.server, store, "typed")
        # Everybody is in the root and in the department of the writer, which stays below its limit of members.
        self.departments = [[1, self.org.department(f"Writer {number}")] for number in range(WRITERS)]
        for number in range(WRITERS):
            self.org.user(f"own{number}", *self.departments[number])
        self.steps = [0] * WRITERS
        self.acknowledged = 0

    def round(self):
        writers = [
            Writer(self.org.all, number, self.departments[number], self.steps[number]) for number in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        # The only wait: the moment of the crash is what this test is about.
        time.sleep(self.chance.uniform(0.02, 0.5))
        self.server.kill()
        for writer in writers:
            writer.join(timeout=60)
            assert not writer.is_alive()
        verified = self.store.run("verify")
        assert verified["differences"] == 0, verified
        self.server = Server(self.store)
        self.org.connection.base = self.server.url
        for writer in writers:
            writer.check(self.org)
        # What the people say and what the lists say is one truth.
        listed = set(self.org.all.ok("/topapi/user/listid", dept_id=1)["userid_list"])
        told = {userid for writer in writers for userid in writer.acknowledged}
        assert told <= listed
        self.acknowledged += len(told) + sum(writer.mark_acknowledged is not None for writer in writers)
        self.steps = [writer.step for writer in writers]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_no_acknowledged_write_is_lost(kind, tmp_path, request):
    chance = random.Random(SEED)
    acknowledged, done = 0, 0
    while done < ROUNDS:
        url = request.getfixturevalue("cluster").database() if kind == "postgres" else None
        crash = Crash(Store(tmp_path / f"{kind}-{done}", url), chance)
        for _ in range(min(ROUNDS_PER_STORE, ROUNDS - done)):
            try:
                crash.round()
            except AssertionError as found:
                raise AssertionError(f"round {done + 1}, ORGBOOK_KILL_SEED={SEED}: {found}") from found
            done += 1
        acknowledged += crash.acknowledged
        assert crash.server.stop() == 0
    assert acknowledged > ROUNDS * WRITERS, "too few writes to have tested anything"
    print(f"\n{kind}: {ROUNDS} rounds, {acknowledged} acknowledged writes checked")
