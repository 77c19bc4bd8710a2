import { useEffect, useLayoutEffect, useRef, useState } from "react";

/** The height of an element, kept up to date. */
export function useHeight<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, height };
}

/** The width of an element, kept up to date; 0 before it is known. */
export function useWidth<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** A value that follows another once that has stood still. */
export function useSettled<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return settled;
}

/** How long a single letter waits for the next one: it finds too many to be worth asking for while somebody types on. */
const LETTER_MILLIS = 80;

/** What is asked for while somebody types: at once from the second character on. */
export function useAsked(text: string): string {
  const settled = useSettled(text, LETTER_MILLIS);
  return [...text].length === 1 ? settled : text;
}
