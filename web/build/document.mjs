// Makes src/shared/api/schema.d.ts out of the reviewed OpenAPI documents of our own calls and of DingTalk's. Made anew before
// every check and build, so that a call that changes breaks the build where it is used.

import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const root = new URL("../../", import.meta.url);
const REVIEWED = [
  "crates/console/src/snapshots/console__tests__the_openapi_document_is_reviewed.snap",
  "crates/dingtalk/tests/table/snapshots/table__openapi.snap",
];

/** The document within a snapshot: what follows its head. */
function reviewed(path) {
  const text = readFileSync(new URL(path, root), "utf8");
  return JSON.parse(text.slice(text.indexOf("\n---\n") + 5));
}

const [own, dingtalk] = REVIEWED.map(reviewed);
const document = { ...own, paths: { ...dingtalk.paths, ...own.paths } };
const head = "// Made by build/document.mjs; not kept in the repository.\n\n";
const made = head + astToString(await openapiTS(document));
writeFileSync(new URL("../src/shared/api/schema.d.ts", import.meta.url), made);
