// The code that repeats a call.

import type { Called } from "./api";

export const LANGUAGES = ["cURL", "Python", "Java", "Go"] as const;

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The call in a language; the token comes from the environment. */
export function reproduce(language: (typeof LANGUAGES)[number], { method, path, request }: Called): string {
  const legacy = !path.startsWith("/v1.0/");
  const url = `${location.origin}${path}`;
  const body = method === "GET" || request === undefined ? undefined : JSON.stringify(request);
  const literal = JSON.stringify(body ?? "");
  const header = "x-acs-dingtalk-access-token";
  switch (language) {
    case "cURL":
      return [
        `curl -X ${method} ${quoted(legacy ? `${url}?access_token=` : url)}${legacy ? '"$TOKEN"' : ""}`,
        ...(legacy ? [] : [`  -H "${header}: $TOKEN"`]),
        ...(body ? [`  -H 'content-type: application/json'`, `  -d ${quoted(body)}`] : []),
      ].join(" \\\n");
    case "Python":
      return [
        "import os, requests",
        "",
        `answer = requests.request("${method}", "${url}",`,
        legacy
          ? `    params={"access_token": os.environ["TOKEN"]},`
          : `    headers={"${header}": os.environ["TOKEN"]},`,
        ...(body
          ? [`    headers={"content-type": "application/json"}, data=${literal},`].map((line) =>
              legacy ? line : `    data=${literal},`,
            )
          : []),
        "    timeout=30)",
        "print(answer.json())",
      ].join("\n");
    case "Java":
      return [
        "var request = HttpRequest.newBuilder()",
        `    .uri(URI.create("${url}${legacy ? '?access_token=" + System.getenv("TOKEN")' : '"'}))`,
        ...(legacy ? [] : [`    .header("${header}", System.getenv("TOKEN"))`]),
        `    .header("content-type", "application/json")`,
        `    .method("${method}", ${body ? `BodyPublishers.ofString(${literal})` : "BodyPublishers.noBody()"})`,
        "    .build();",
        "System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());",
      ].join("\n");
    case "Go":
      return [
        `request, _ := http.NewRequest("${method}", "${url}"${legacy ? `+"?access_token="+os.Getenv("TOKEN")` : ""}, strings.NewReader(${literal}))`,
        ...(legacy ? [] : [`request.Header.Set("${header}", os.Getenv("TOKEN"))`]),
        `request.Header.Set("content-type", "application/json")`,
        "answer, err := http.DefaultClient.Do(request)",
        "if err != nil {",
        "\tlog.Fatal(err)",
        "}",
        "io.Copy(os.Stdout, answer.Body)",
      ].join("\n");
  }
}
