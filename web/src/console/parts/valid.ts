import type { FormInstance } from "antd";

/** What stands in a form, or nothing where a field says what is wrong with it. */
export async function valid<T>(form: FormInstance<T>): Promise<T | undefined> {
  try {
    return await form.validateFields();
  } catch {
    return undefined;
  }
}
