// How much script each page of the console takes before it is seen, as it is sent, besides the component library.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { closure, entries } from "./embed.ts";

const BYTES_MAX = 200_000;
/** The library, and what nobody but the library uses. */
const LIBRARY =
  /\/node_modules\/(antd|antd-mobile|@ant-design|@rc-component|rc-[^/]+|dayjs|stylis|@emotion|@babel|clsx)\//;
const PAGE = /\/src\/console\/([^/]+)\/index\.tsx$/;

/** The share of a chunk that is not the library's, by what was rendered of each module. */
function share(chunk: Rolldown.OutputChunk): number {
  let library = 0;
  let whole = 0;
  for (const [id, module] of Object.entries(chunk.modules)) {
    whole += module.renderedLength;
    if (LIBRARY.test(id)) library += module.renderedLength;
  }
  return whole === 0 ? 1 : (whole - library) / whole;
}

/** Refuses a page that is too heavy; tells of every page where `ORGBOOK_WEIGH` asks for it. Comes after what compresses. */
export function weighed(): Plugin {
  let folder = "";
  const pages = new Map<string, Map<string, number>>();
  return {
    name: "orgbook-weighed",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((item) => item.type === "chunk");
      const begin = (tail: RegExp) =>
        chunks.filter((chunk) => tail.test(chunk.facadeModuleId ?? "")).map((chunk) => chunk.fileName);
      // One language is fetched; Chinese takes more bytes.
      const words = begin(/\/src\/(shared|console|picker)\/locales\/zh-CN\.json$/);
      const shared = [...entries(bundle), ...begin(/\/src\/console\/index\.tsx$/), ...words];
      for (const chunk of chunks) {
        const page = PAGE.exec(chunk.facadeModuleId ?? "")?.[1];
        if (!page) continue;
        const needed = [...closure(bundle, [...shared, chunk.fileName])].flatMap((name) => bundle[name] ?? []);
        const shares = needed.flatMap((one): [string, number][] =>
          one.type === "chunk" ? [[one.fileName, share(one)]] : [],
        );
        pages.set(page, new Map(shares));
      }
      if (pages.size === 0 || words.length === 0) this.error("no page of the console was found to be weighed");
    },
    closeBundle() {
      const size = (name: string, packed: boolean) => {
        const path = join(folder, name);
        return statSync(packed && existsSync(`${path}.br`) ? `${path}.br` : path).size;
      };
      const weight = (shares: Map<string, number>, packed: boolean) =>
        [...shares].reduce((sum, [name, part]) => sum + size(name, packed) * part, 0);
      const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
      const told = [...pages].map(([page, shares]) => ({
        page,
        sent: weight(shares, true),
        whole: weight(shares, false),
      }));
      told.sort((one, other) => other.sent - one.sent);
      for (const { page, sent, whole } of process.env.ORGBOOK_WEIGH ? told : told.slice(0, 1))
        this.info(
          `${page} takes ${kilobytes(sent)} of script (${kilobytes(whole)} unpacked) besides the component library`,
        );
      const [heaviest] = told;
      if (heaviest && heaviest.sent > BYTES_MAX)
        this.error(`${heaviest.page} takes ${kilobytes(heaviest.sent)} of script, more than ${kilobytes(BYTES_MAX)}`);
    },
  };
}
