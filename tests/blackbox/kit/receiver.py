"""A receiver of callbacks, with the crypto of the official SDK."""

import http.server
import json
import threading
import time
import urllib.parse

from dingtalk.crypto import DingTalkCrypto

TOKEN = "tok123456"
AES_KEY = "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij"


class Receiver:
    """Listens on loopback. `answer` may be replaced: it gets the message and returns status and body, `None` for the encrypted success."""

    def __init__(self, corp_id, token=TOKEN, aes_key=AES_KEY):
        self.token, self.aes_key = token, aes_key
        self.crypto = DingTalkCrypto(token, aes_key, corp_id)
        self.messages, self.arrived = [], threading.Condition()
        self.answer = lambda message: None
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
                message = receiver.opened(query, body)
                status, reply = receiver.answer(message) or (200, json.dumps(receiver.sealed("success")))
                with receiver.arrived:
                    receiver.messages.append(message)
                    receiver.arrived.notify_all()
                self.send_response(status)
                self.send_header("content-length", str(len(reply.encode())))
                if status == 302:
                    self.send_header("location", receiver.url)
                self.end_headers()
                self.wfile.write(reply.encode())

            def log_message(self, *_):
                pass

        class Threaded(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A sender that was killed is no error of ours."""

        self.server = Threaded(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def opened(self, query, body):
        """What a request says, checked and decrypted as receivers do."""
        assert query["signature"] == query["msg_signature"]
        signed = (query["signature"], query["timestamp"], query["nonce"])
        return json.loads(self.crypto.decrypt_message(json.dumps(body), *signed))

    def sealed(self, text):
        return self.crypto.encrypt_message(text)

    def registration(self, *kinds, **changed):
        return {"call_back_tag": list(kinds), "token": self.token, "aes_key": self.aes_key, "url": self.url} | changed

    def events(self):
        return [message for message in self.messages if message["EventType"] != "check_url"]

    def wait(self, count, seconds=20):
        """The first so many events."""
        ends = time.monotonic() + seconds
        with self.arrived:
            while len(self.events()) < count:
                left = ends - time.monotonic()
                assert left > 0 and self.arrived.wait(left), f"{count} wanted, got {self.events()}"
        return self.events()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
