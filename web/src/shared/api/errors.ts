// What goes wrong between browser and server, and the sentence for it.

import i18next from "i18next";

/** A refusal, or an answer that never came. */
export class ApiError extends Error {
  /** HTTP status; 0 when nothing came back. */
  readonly status: number;
  /** The code of the newer generation, or the number of the older one. */
  readonly code: string;
  readonly requestId: string | undefined;
  /** The parameter that is wrong, where it is one. */
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, requestId?: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.field = field;
  }
}

/** Whether asking again may help. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}

/** Whether the person has to sign in again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Whether there is no such thing, or none that may be seen. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** What is wrong at the field that an answer names, without its name, which is that of the call. */
export function sentenceAtField(error: ApiError): string {
  const told = toldOf(error);
  const rest = error.field && told.startsWith(error.field) ? told.slice(error.field.length) : "";
  return begun(/^[:：]/.test(rest) ? rest.slice(1).trim() : told);
}

/** A sentence begins with a capital letter; the name of a parameter stays as it is spelled. */
function begun(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? text[0]?.toUpperCase() + text.slice(1) : text;
}

/** What happened, for people. The server's own sentence where it says more than we could: it writes in the page's language. */
export function sentence(error: unknown): string {
  return begun(toldOf(error));
}

function toldOf(error: unknown): string {
  const t = i18next.getFixedT(null, "shared");
  if (!(error instanceof ApiError)) return t("error.unforeseen");
  if (error.status === 0) return t("error.offline");
  const own = t(`error.code.${error.code.replaceAll(".", "_")}`, { defaultValue: "" });
  if (own) return own;
  if (error.status === 401) return t("error.signedOut");
  if (error.status >= 500) return t("error.server");
  if (error.message) return error.message;
  if (error.status === 403) return t("error.forbidden");
  if (error.status === 429) return t("error.tooMany");
  return t("error.unforeseen");
}
