import { useEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import { useTyped } from "../../shared/components/useTyped";
import {
  type ExternalContact,
  type FoundDepartment,
  type FoundPerson,
  type SearchKind,
  useExternal,
  useSearch,
} from "../data";

/** The address follows when somebody pauses: writing it takes time that the hits should have. */
const ADDRESS_MILLIS = 250;

export type Found =
  | { kind: "person"; person: FoundPerson }
  | { kind: "department"; department: FoundDepartment }
  | { kind: "external"; contact: ExternalContact };

/** Searching while typing: the text is in the address, the server is asked after a short pause. */
export function useFind() {
  const [address, setAddress] = useSearchParams();
  const { text, asked, type } = useTyped(address.get("q") ?? "");
  const kind = (address.get("kind") ?? "all") as SearchKind;
  useEffect(() => {
    const write = () =>
      setAddress(
        (before) => {
          const next = new URLSearchParams(before);
          if (asked) next.set("q", asked);
          else next.delete("q");
          return next;
        },
        { replace: true },
      );
    const timer = setTimeout(write, ADDRESS_MILLIS);
    return () => clearTimeout(timer);
  }, [asked, setAddress]);
  const hits = useSearch(asked, kind);
  const outside = useExternal(asked, asked !== "" && (kind === "all" || kind === "external"));
  const contacts = useMemo(
    () => (asked !== "" && (kind === "all" || kind === "external") ? (outside.data?.pages[0]?.contacts ?? []) : []),
    [outside.data, asked, kind],
  );
  const people = useMemo(() => hits.data?.pages.flatMap((page) => page.people) ?? [], [hits.data]);
  const departments = useMemo(() => hits.data?.pages.flatMap((page) => page.departments) ?? [], [hits.data]);
  const found = useMemo(
    (): Found[] => [
      ...people.map((person): Found => ({ kind: "person", person })),
      ...departments.map((department): Found => ({ kind: "department", department })),
      ...contacts.map((contact): Found => ({ kind: "external", contact })),
    ],
    [people, departments, contacts],
  );
  const choose = (next: SearchKind) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (next === "all") after.delete("kind");
        else after.set("kind", next);
        return after;
      },
      { replace: true },
    );
  const answered =
    asked !== "" &&
    (kind === "external" ? outside.isSuccess : hits.isSuccess) &&
    !hits.isPlaceholderData &&
    !outside.isPlaceholderData;
  // How many of each kind there are is known from what was found of all kinds; it stays while one kind is looked at.
  const counted = useRef<{ asked: string; counts: Partial<Record<SearchKind, string>> }>(undefined);
  if (kind === "all" && answered && outside.isSuccess) {
    const more = hits.hasNextPage ? "+" : "";
    const counts = {
      all: `${found.length}${more}`,
      people: `${people.length}${more}`,
      departments: String(departments.length),
      external: String(contacts.length),
    };
    counted.current = { asked, counts };
  }
  return {
    text,
    type,
    asked,
    kind,
    choose,
    hits,
    people,
    departments,
    contacts,
    found,
    /** Whether what is shown is the answer to what is typed. */
    answered,
    /** Of each kind, where it is known. */
    counts: counted.current?.asked === asked ? counted.current.counts : {},
    more: hits.hasNextPage,
    millis: hits.data?.pages[0]?.millis,
  };
}
