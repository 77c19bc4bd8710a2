"""The contract's files as data: which endpoints exist, what each may answer."""

import functools
import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "contract"

# The groups this issue serves; a group's endpoints are listed in its own file.
SERVED = {
    "contacts_permissions.json": None,
    "department_management_legacy.json": None,
    "department_management_new.json": None,
    "enterprise_accounts_legacy.json": None,
    "enterprise_accounts_new.json": None,
    "external_contacts.json": None,
    "id_translation.json": {"contact.files.translate", "contact.files.translateResults.get"},
    "industry_contacts.json": None,
    "organization_management.json": None,
    "platform_callbacks_api.json": {"callback.failed", "callback.failedResults"},
    "platform_tokens.json": {"token.gettoken", "token.accessToken", "token.corp_token"},
    "role_management.json": None,
    "trunk_branch.json": None,
    "upstream_downstream.json": None,
    "user_management_legacy.json": None,
    "visibility_management.json": None,
    "user_management_new.json": {
        "contact.empAttributes.hides.settings.add",
        "contact.empAttributes.hides.settings.delete",
        "contact.empAttributes.hides.settings.get",
        "contact.empAttributes.hides.settings.update",
        "contact.empLeaveRecords.list",
        "contact.seniorSettings.get",
        "contact.seniorSettings.update",
        "contact.staffAttributes.visibilitySettings.delete",
        "contact.staffAttributes.visibilitySettings.list",
        "contact.staffAttributes.visibilitySettings.upsert",
        "contact.users.batch.get",
        "contact.users.search",
        "contact.users.sort",
    },
}

# Texts that error_codes_contacts.md gives beside those printed in the endpoints' own files.
MORE_TEXTS = {
    33012: ["无效的USERID", "无效的userId"],
    40009: ["不合法的部门id"],
    40031: ["不合法的UserID列表", "不存在的userId"],
    40032: ["不合法的UserID列表长度"],
    40035: ["不合法的参数", "参数非法"],
    40036: ["参数为空"],
    40066: ["不合法的部门列表"],
    40104: ["电话号码无效", "企业中无效的手机号"],
    43007: ["需要授权", "权限不足"],
    60016: ["部门id已经存在"],
    400002: ["参数错误", "无效的参数", "参数为空", "参数格式不正确"],
}


@functools.cache
def endpoints():
    """Every served endpoint, by its id."""
    found = {}
    for name, only in SERVED.items():
        for endpoint in json.loads((FOLDER / name).read_text())["endpoints"]:
            if only is None or endpoint["id"] in only:
                found[endpoint["id"]] = endpoint
    return found


@functools.cache
def older_forms():
    """The v1 paths, by path; the optional ones that exist only in one SDK are left out."""
    forms = json.loads((FOLDER / "older_v1_forms.json").read_text())["forms"]
    return {form["path"]: form for form in forms if " " not in form["path"]}


@functools.cache
def texts(code):
    """Every message the contract prints for a business code."""
    found = set(MORE_TEXTS.get(code, []))
    for file in FOLDER.glob("*.json"):
        for endpoint in json.loads(file.read_text()).get("endpoints", []):
            for error in endpoint["errors"]:
                if str(error["code"]) == str(code):
                    found |= {error.get("errmsg"), error.get("message")}
    return {text for text in found if text}


def codes(endpoint_id):
    """The codes an endpoint may answer, as the files list them for all rows of its path; gateway wrappers as 88."""
    path = endpoints()[endpoint_id]["path"]
    rows = [row for row in endpoints().values() if row["path"] == path]
    return {int(str(error["code"]).split("/")[0]) for row in rows for error in row["errors"]}


def permission(endpoint_id):
    """The API permission point an endpoint needs."""
    return endpoints()[endpoint_id]["permission"].split(";")[0].split(" ")[0]
