import type { FormInstance } from "antd";

/** Within this time the same is not sent again: somebody pressed Enter twice. */
const AGAIN_MILLIS = 1000;

const taken = new WeakMap<object, { text: string; at: number }>();

/** What stands in a form, or nothing where a field says what is wrong with it, or the very same was taken a moment ago. */
export async function valid<T>(form: FormInstance<T>): Promise<T | undefined> {
  let typed: T;
  try {
    typed = await form.validateFields();
  } catch {
    return undefined;
  }
  const text = JSON.stringify(typed);
  const before = taken.get(form);
  const at = Date.now();
  if (before?.text === text && at - before.at < AGAIN_MILLIS) return undefined;
  taken.set(form, { text, at });
  return typed;
}
