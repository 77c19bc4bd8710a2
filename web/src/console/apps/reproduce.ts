// A recorded call as code that makes it again. Secrets were taken out; the token stands in the environment.

export interface Made {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: { name: string; value: string }[];
  body?: string;
}

export const LANGUAGES = ["curl", "python"] as const;
export type CodeLanguage = (typeof LANGUAGES)[number];

const TOKEN_HEADER = "x-acs-dingtalk-access-token";
/** Parts of the address that hold a token. */
const TOKENS = new Set(["access_token", "accessToken"]);

/** A text in single quotes, as a shell takes it whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text of JSON is one of Python, too. */
const literal = (text: string) => JSON.stringify(text);

/** Name and value of what a call carries besides its body, without what only a token is. */
function plain({ query, headers }: Made) {
  const asked = Object.entries(query).filter(([name]) => !TOKENS.has(name));
  return {
    asked,
    byQuery: Object.keys(query).find((name) => TOKENS.has(name)),
    byHeader: headers.some(({ name }) => name.toLowerCase() === TOKEN_HEADER),
    type: headers.find(({ name }) => name.toLowerCase() === "content-type")?.value,
  };
}

function curl(made: Made, origin: string): string {
  const { asked, byQuery, byHeader, type } = plain(made);
  const query = new URLSearchParams(asked).toString();
  const address = quoted(`${origin}${made.path}${query && `?${query}`}`);
  // Outside of the quotes, where the shell puts the token in.
  const token = byQuery ? `${query ? "'&" : "'?"}${byQuery}='"$TOKEN"` : "";
  const lines = [`curl -X ${made.method} ${address}${token}`];
  if (byHeader) lines.push(`-H ${quoted(`${TOKEN_HEADER}: `)}"$TOKEN"`);
  if (made.body)
    lines.push(`-H ${quoted(`content-type: ${type ?? "application/json"}`)}`, `--data ${quoted(made.body)}`);
  return lines.join(" \\\n  ");
}

function python(made: Made, origin: string): string {
  const { asked, byQuery, byHeader, type } = plain(made);
  const query = asked.map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  if (byQuery) query.push(`${literal(byQuery)}: os.environ["TOKEN"]`);
  const headers = byHeader ? [`${literal(TOKEN_HEADER)}: os.environ["TOKEN"]`] : [];
  if (made.body) headers.push(`"content-type": ${literal(type ?? "application/json")}`);
  const lines = [
    "import os",
    "import requests",
    "",
    "answer = requests.request(",
    `    ${literal(made.method)},`,
    `    ${literal(origin + made.path)},`,
  ];
  if (query.length) lines.push(`    params={${query.join(", ")}},`);
  if (headers.length) lines.push(`    headers={${headers.join(", ")}},`);
  if (made.body) lines.push(`    data=${literal(made.body)}.encode(),`);
  lines.push("    timeout=30,", ")", "print(answer.status_code, answer.text)");
  return lines.join("\n");
}

/** The call in a language. */
export function reproduced(language: CodeLanguage, made: Made, origin: string): string {
  return language === "curl" ? curl(made, origin) : python(made, origin);
}

/** The permission point that a refusal says is missing. */
export function missingPoint(answer: string | undefined): string | undefined {
  return /\[((?:qyapi_|Contact\.|field)[\w.]+)\]/.exec(answer ?? "")?.[1];
}
