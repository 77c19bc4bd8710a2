// What the binary embeds: every text also compressed, and the list of what the contacts app needs without a network.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
/** Smaller ones fit into a packet either way. */
const BYTES_MIN = 1024;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

/** Everything that a chunk needs at once: what it imports, and styles. */
export function closure(bundle: Rolldown.OutputBundle, from: string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const chunk = bundle[name];
    if (chunk?.type !== "chunk") continue;
    waiting.push(...chunk.imports);
    for (const style of (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])
      found.add(style);
  }
  return found;
}

/** Chunks by the module that they begin with. */
export function beginning(bundle: Rolldown.OutputBundle, tail: RegExp): string[] {
  return Object.values(bundle).flatMap((item) =>
    item.type === "chunk" && item.facadeModuleId && tail.test(item.facadeModuleId) ? [item.fileName] : [],
  );
}

/** What every page begins with. */
export function entries(bundle: Rolldown.OutputBundle): string[] {
  return Object.values(bundle).flatMap((item) => (item.type === "chunk" && item.isEntry ? [item.fileName] : []));
}

/** Refuses a contacts app that loads the console's code, and writes what it needs without a network. */
export function contactsOnly(): Plugin {
  return {
    name: "orgbook-contacts",
    generateBundle(_options, bundle) {
      const app = beginning(bundle, /\/src\/contacts\/(index|phone\/index|desktop\/index)\.tsx$/);
      const words = beginning(bundle, /\/src\/(shared|contacts)\/locales\/[^/]+\.json$/);
      const needed = closure(bundle, [...entries(bundle), ...app, ...words]);
      for (const name of needed) {
        const chunk = bundle[name];
        const foreign = chunk?.type === "chunk" && chunk.moduleIds.find((id) => id.includes("/src/console/"));
        if (foreign) this.error(`the contacts app would load ${foreign} of the console at first`);
      }
      const assets = [...needed].sort().map((name) => `/${name}`);
      const version = createHash("sha256").update(assets.join()).digest("hex").slice(0, 12);
      const source = JSON.stringify({ version, assets });
      this.emitFile({ type: "asset", fileName: "offline.json", source });
    },
  };
}

/** Compresses what was built, as well as it goes: it is done once and sent often. */
export function compressed(): Plugin {
  let folder = "";
  return {
    name: "orgbook-compressed",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    buildStart() {
      for (const name of readdirSync(folder)) {
        if (name !== ".gitignore") rmSync(join(folder, name), { recursive: true });
      }
    },
    closeBundle() {
      for (const path of files(folder)) {
        if (!TEXT.test(path) || statSync(path).size < BYTES_MIN) continue;
        const whole = readFileSync(path);
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length };
        writeFileSync(`${path}.br`, brotliCompressSync(whole, { params: quality }));
        writeFileSync(`${path}.gz`, gzipSync(whole, { level: 9 }));
      }
      this.info(`${files(folder).length} files in ${relative(process.cwd(), folder)}`);
    },
  };
}
