"""The official Stream SDK as a process: prints each event that it gets as a line of JSON. Arguments: key, secret, and how it answers."""

import asyncio
import json
import sys

import dingtalk_stream


class Handler(dingtalk_stream.EventHandler):
    def __init__(self, mood):
        super().__init__()
        self.mood, self.seen = mood, set()

    async def process(self, event):
        headers = event.headers
        told = {"id": headers.event_id, "type": headers.event_type, "corp": headers.event_corp_id, "born": headers.event_born_time, "data": event.data}
        print(json.dumps(told), flush=True)
        if self.mood == "later once" and headers.event_id not in self.seen:
            self.seen.add(headers.event_id)
            return dingtalk_stream.AckMessage.STATUS_SYSTEM_EXCEPTION, "later"
        return dingtalk_stream.AckMessage.STATUS_OK, "OK"


def main():
    key, secret, mood = sys.argv[1:]
    client = dingtalk_stream.DingTalkStreamClient(dingtalk_stream.Credential(key, secret))
    client.register_all_event_handler(Handler(mood))
    asyncio.run(client.start())


if __name__ == "__main__":
    main()
