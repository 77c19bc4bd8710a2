// Asks for what a page of the console needs while its document is still being read: the scripts of that page, who is signed in,
// and the first people. Otherwise each of these would wait for the one before it to arrive and run.

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { beginning, closure, entries } from "./embed.ts";

interface Needed {
  /** Names of files; the lists below are places in this one. */
  files: string[];
  shared: number[];
  /** By language. */
  words: Record<string, number[]>;
  /** By the page's name in the address. */
  pages: Record<string, number[]>;
}

/** Runs in the browser, as the end of `before.js`; `taken` in `src/shared/api/client.ts` takes what it asked for. */
export function hasten(needed: Needed) {
  const [, area, named] = location.pathname.split("/");
  const page = named || "members";
  if (area !== "console") return;
  const { shared, words, pages, files } = needed;
  const wanted = new Set([...shared, ...(words[document.documentElement.lang] ?? []), ...(pages[page] ?? [])]);
  const fetchFiles = () => {
    for (const at of wanted) {
      const link = document.createElement("link");
      const name = files[at] ?? "";
      link.rel = name.endsWith(".css") ? "preload" : "modulepreload";
      if (name.endsWith(".css")) link.as = "style";
      link.crossOrigin = "";
      link.href = `/${name}`;
      document.head.append(link);
    }
  };
  // After the style sheet of what is shown meanwhile, which must not stand in line behind these.
  requestAnimationFrame(fetchFiles);
  const early: Record<string, Promise<Response>> = {};
  const ask = (path: string) => {
    const sent = fetch(`/v1.0/orgbook/${path}`, {
      cache: "no-store",
      credentials: "same-origin",
      headers: { accept: "application/json" },
    });
    sent.catch(() => {});
    early[`/v1.0/orgbook/${path}`] = sent;
  };
  // What `src/shared/api/session.ts` has noted of the session before: whoever does not administer people is refused these. Where nothing is
  // noted, they are asked for.
  const administers = () => {
    try {
      const modules = localStorage.getItem("ob-modules");
      return modules === null || modules.split(" ").includes("contacts");
    } catch {
      return true;
    }
  };
  ask("session");
  if (page === "members" && administers()) {
    const address = new URLSearchParams(location.search);
    const recursive = String(address.get("direct") !== "1");
    const query = new URLSearchParams({ deptId: address.get("dept") ?? "1", recursive });
    query.set("state", address.get("state") || "all");
    for (const name of ["q", "sort"]) if (address.get(name)) query.set(name, address.get(name) ?? "");
    query.set("offset", "0");
    query.set("size", "100");
    ask(`console/members?${query}`);
    ask("console/departments/0?size=200&offset=0");
  }
  Object.assign(window, { orgbookEarly: early });
}

/** Appends to `before.js` what hastens the pages of the console. */
export function hastened(): Plugin {
  let folder = "";
  let appended = "";
  return {
    name: "orgbook-hastened",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    generateBundle(_options, bundle) {
      // The document names these itself.
      const begun = closure(bundle, entries(bundle));
      const files: string[] = [];
      const placed = (names: Iterable<string>) =>
        [...names].filter((name) => !begun.has(name)).map((name) => place(files, name));
      const of = (tail: RegExp) => closure(bundle, beginning(bundle, tail));
      const pages: Needed["pages"] = {};
      for (const item of Object.values(bundle)) {
        const page = item.type === "chunk" && /\/src\/console\/([^/]+)\/index\.tsx$/.exec(item.facadeModuleId ?? "");
        if (page) pages[page[1] ?? ""] = placed(closure(bundle, [(item as { fileName: string }).fileName]));
      }
      const words: Needed["words"] = {};
      for (const language of ["zh-CN", "en"])
        words[language] = placed(of(new RegExp(`/src/(shared|console|picker)/locales/${language}\\.json$`)));
      const shared = placed(of(/\/src\/console\/index\.tsx$/));
      // The folder of a page is not always its name in the address.
      if (pages.importing) pages.import = pages.importing;
      if (!pages.members?.length || !shared.length || !words.en?.length)
        this.error("the console's pages were not found: nothing can be asked for early");
      appended = `(${hasten.toString()})(${JSON.stringify({ files, shared, words, pages })});\n`;
    },
    writeBundle() {
      appendFileSync(join(folder, "before.js"), appended);
    },
  };
}

/** The place of a name in a list, which takes it in where it is new. */
function place(names: string[], name: string): number {
  const known = names.indexOf(name);
  return known >= 0 ? known : names.push(name) - 1;
}
