import { expect, test } from "vitest";
import { adopted, type Change, changed, gone, type Marks, merged, missing, NONE } from "./marks";

const ann = { userId: "ann", name: "Ann" };
const bob = { userId: "bob", name: "Bob" };
const star = (userId: string, at: number): Change => ({ userId, kind: "star", at });
const ids = (marks: Marks) => ({
  starred: marks.starred.map((each) => each.userId),
  recent: marks.recent.map((each) => each.userId),
  pending: marks.pending.map((each) => `${each.kind} ${each.userId}`),
});

test("what happens is shown at once, and told once", () => {
  let marks = changed(NONE, star("ann", 1), ann);
  marks = changed(marks, { userId: "ann", kind: "see", at: 2 }, ann);
  marks = changed(marks, { userId: "ann", kind: "unstar", at: 3 });
  expect(ids(marks)).toEqual({ starred: [], recent: ["ann"], pending: ["see ann", "unstar ann"] });
});

test("what the server tells counts, and what happened meanwhile on top of it", () => {
  const asked = changed(NONE, star("ann", 1), ann);
  const meanwhile = changed(asked, { userId: "bob", kind: "see", at: 2 }, bob);
  const marks = merged(meanwhile, asked.pending, { starred: [{ userId: "cho" }], recent: [] });
  expect(ids(marks)).toEqual({ starred: ["cho"], recent: ["bob"], pending: ["see bob"] });
  expect(marks.recent[0]).toEqual(expect.objectContaining(bob));
  expect(missing(meanwhile, marks)).toEqual(["ann"]);
  expect(missing(marks, marks)).toEqual([]);
});

test("a star that was taken back while the server was told of it stays taken back", () => {
  const asked = changed(NONE, star("ann", 1), ann);
  const meanwhile = changed(asked, { userId: "ann", kind: "unstar", at: 2 });
  expect(ids(merged(meanwhile, asked.pending, { starred: [ann], recent: [] }))).toEqual({
    starred: [],
    recent: [],
    pending: ["unstar ann"],
  });
});

test("of somebody who may not be seen nothing is left to tell", () => {
  expect(gone(changed(NONE, star("ann", 1), ann), "ann")).toEqual(NONE);
});

test("what the device kept alone is told once, the order kept", () => {
  const marks = adopted({ starred: [ann, bob], recent: [bob] }, 100);
  expect(ids(marks).pending).toEqual(["star bob", "star ann", "see bob"]);
  expect(marks.pending.map((each) => each.at)).toEqual([99, 100, 100]);
  expect(adopted(marks, 200)).toEqual(marks);
});

test("lists and what is to be told have an end", () => {
  let marks = NONE;
  for (let at = 0; at < 700; at++) marks = changed(marks, star(`u${at}`, at));
  expect(marks.starred).toHaveLength(200);
  expect(marks.pending).toHaveLength(500);
  expect(marks.starred[0]?.userId).toBe("u699");
});
