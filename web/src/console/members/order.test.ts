import { expect, test } from "vitest";
import { idOf } from "../../shared/api/exact";
import { departmentOrders, memberOrders } from "./order";

/** Departments as they stand after the changes. */
function after(ids: [number, number | undefined][], moved: number, index: number) {
  const orders = new Map(ids);
  const others = ids.filter(([id]) => id !== moved).map(([id, order]) => ({ id, order }));
  for (const [id, order] of departmentOrders(moved, others, index)) orders.set(id, order);
  return [...orders].sort((one, other) => (one[1] ?? 0) - (other[1] ?? 0)).map(([id]) => id);
}

test("a department goes between two with one change where there is room", () => {
  expect(
    departmentOrders(
      9,
      [
        { id: 1, order: 10 },
        { id: 2, order: 20 },
      ],
      1,
    ),
  ).toEqual([[9, 15]]);
});

test("at the top no department gets a number below 0", () => {
  for (const order of [0, 1, 2, 999, 1000, 5000]) {
    const others: [number, number][] = [
      [1, order],
      [2, order + 1],
      [9, 9000],
    ];
    expect(after(others, 9, 0)[0], `above ${order}`).toBe(9);
    const listed = [
      { id: 1, order },
      { id: 2, order: order + 1 },
    ];
    for (const [, given] of departmentOrders(9, listed, 0)) expect(given).toBeGreaterThanOrEqual(0);
  }
});

test("departments stand where they were dropped, also without room", () => {
  const tight: [number, number][] = [
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
  ];
  expect(after(tight, 4, 0)).toEqual([4, 1, 2, 3]);
  expect(after(tight, 4, 1)).toEqual([1, 4, 2, 3]);
  expect(after(tight, 1, 3)).toEqual([2, 3, 4, 1]);
  expect(
    after(
      [
        [1, 5],
        [2, 5],
        [3, 5],
      ],
      3,
      1,
    ),
  ).toEqual([1, 3, 2]);
});

/** People as they stand after the changes. */
function people(list: [string, number | undefined][], moved: string, index: number) {
  const orders = new Map(list);
  const others = list.filter(([id]) => id !== moved).map(([id, order]) => ({ id, order }));
  for (const [id, order] of memberOrders(moved, others, index, 50) ?? []) orders.set(id, order);
  const place = (order: number | undefined) => order ?? Number.NEGATIVE_INFINITY;
  return [...orders].sort((one, other) => place(other[1]) - place(one[1])).map(([id]) => id);
}

test("people stand where they were dropped, with and without numbers", () => {
  expect(
    people(
      [
        ["a", 30],
        ["b", 20],
        ["c", undefined],
      ],
      "c",
      0,
    ),
  ).toEqual(["c", "a", "b"]);
  expect(
    people(
      [
        ["a", 30],
        ["b", 20],
        ["c", 10],
      ],
      "c",
      1,
    ),
  ).toEqual(["a", "c", "b"]);
  expect(
    people(
      [
        ["a", undefined],
        ["b", undefined],
        ["c", undefined],
      ],
      "c",
      1,
    ),
  ).toEqual(["a", "c", "b"]);
  expect(
    people(
      [
        ["a", 3],
        ["b", 2],
        ["c", 1],
      ],
      "c",
      1,
    ),
  ).toEqual(["a", "c", "b"]);
});

test("too long a way is refused", () => {
  const list = Array.from({ length: 60 }, (_, at) => ({ id: `u${at}` }));
  expect(memberOrders("x", list, 60, 50)).toBeUndefined();
});

test("places of 18 digits are told apart, and what moves between two neighbours goes between them", () => {
  const [low, mid, high] = [idOf("176320580181239510"), idOf("176320580181239511"), idOf("176320580181239512")];
  const departments = [
    { id: 1, order: low },
    { id: 2, order: high },
  ];
  expect(departmentOrders(9, departments, 1)).toEqual([[9, mid]]);
  expect(departmentOrders(9, departments, 2)).toEqual([[9, idOf("176320580181240512")]]);
  expect(departmentOrders(9, departments, 0)).toEqual([[9, idOf("176320580181238510")]]);
  const [first, second, third] = [
    { id: "a", order: high },
    { id: "b", order: mid },
    { id: "c", order: low },
  ];
  const close = [first, second, third];
  expect(memberOrders("d", [first, third], 1, 9)).toEqual([["d", mid]]);
  // Without room the one above makes some.
  expect(memberOrders("d", close, 1, 9)).toEqual([
    ["d", idOf("176320580181240511")],
    ["a", idOf("176320580181241511")],
  ]);
  expect(memberOrders("d", close, 0, 9)).toEqual([["d", idOf("176320580181240512")]]);
});
