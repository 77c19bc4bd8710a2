import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchNamesakes, type Namesake } from "../importing/api";

const PAUSE_MILLIS = 300;
const NONE: Namesake[] = [];

/** Who has the name already that is being typed; asked when the typing pauses. */
export function useNamesakes(typed: string | undefined): Namesake[] {
  const [name, setName] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setName(typed?.trim() ?? ""), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ["namesakes", name],
    queryFn: () => fetchNamesakes(name),
    enabled: name.length > 1,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return name.length > 1 && data ? data : NONE;
}
