"""The official SDK for Contacts with one token, and people who call our own API."""

import re

import pytest
from alibabacloud_dingtalk.contact_1_0 import models
from alibabacloud_dingtalk.contact_1_0.client import Client
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_util import models as util
from Tea.exceptions import TeaException

HEADER = "x-acs-dingtalk-access-token"


class Sdk:
    """The official client with one token."""

    def __init__(self, org, token):
        self.client = Client(openapi.Config(protocol="http", endpoint=org.server.address, region_id="central"))
        self.token = token

    def __call__(self, method, *path, **fields):
        run = getattr(self.client, f"{method}_with_options")
        name = "".join(word.title() for word in method.split("_"))
        headers = getattr(models, f"{name}Headers")(x_acs_dingtalk_access_token=self.token)
        request = getattr(models, f"{name}Request", None)
        given = [*path, request(**fields)] if request else [*path]
        answer = run(*given, headers, util.RuntimeOptions())
        # Of some calls the client drops the body.
        return getattr(answer, "body", answer)

    def refused(self, method, *path, **fields):
        """Status, code and message of a call that must fail."""
        with pytest.raises(TeaException) as raised:
            self(method, *path, **fields)
        message = re.sub("^code: \\d+, | request id: .*", "", raised.value.message)
        return raised.value.data["statusCode"], raised.value.code, message


class Person:
    """Somebody who looks at the others through our own API."""

    def __init__(self, org, userid):
        created = org.store.run("user", "token", "--org", org.corp_id, userid)
        self.connection, self.token = org.connection, created["accessToken"]

    def get(self, path, **query):
        return self.connection.new("GET", path, params=query, headers={HEADER: self.token})

    def own(self, path, **query):
        return self.get(f"/v1.0/orgbook/{path}", **query)

    def change(self, method, path, body):
        """A call of our own that changes something: status and answer."""
        return self.connection.new(method, f"/v1.0/orgbook/{path}", json=body, headers={HEADER: self.token})
