import { useCallback, useEffect, useState } from "react";

/** One letter finds too many to be worth a question before somebody pauses; with more, every key is answered at once. */
const PAUSE_MILLIS = 80;
const AT_ONCE_CHARS = 2;

/** What somebody types, and what of it is asked for. */
export function useTyped(first = "") {
  const [text, setText] = useState(first);
  const [asked, setAsked] = useState(first.trim());
  const type = useCallback((next: string) => {
    setText(next);
    const wanted = next.trim();
    if (wanted === "" || [...wanted].length >= AT_ONCE_CHARS) setAsked(wanted);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, asked, type };
}
