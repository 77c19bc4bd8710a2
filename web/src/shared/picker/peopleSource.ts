import { api, got } from "../api/client";
import type { PickerSource } from "./types";

const ROOT_ID = 1;
const HITS = 30;
const NAMES = { person: "people", department: "departments" } as const;

/** What whoever is signed in may see. */
export const peopleSource: PickerSource = {
  id: "people",
  top: ROOT_ID,
  department: (deptId, cursor, signal) => {
    const params = { path: { deptId }, query: cursor ? { cursor } : {} };
    return got(api.GET("/v1.0/orgbook/departments/{deptId}", { params, signal }));
  },
  search: (q, kinds, signal) => {
    const query = { q, kind: kinds.map((kind) => NAMES[kind]).join(","), size: HITS };
    return got(api.GET("/v1.0/orgbook/search", { params: { query }, signal }));
  },
  roles: (q, cursor, signal) => {
    const query = { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) };
    return got(api.GET("/v1.0/orgbook/roles", { params: { query }, signal }));
  },
};
