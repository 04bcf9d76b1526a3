// Builds the page's script and style, and takes over the drawing library. The same sources give the same bytes.
//
//   node build.mjs [FOLDER]      by default into templates/voila/workbench/static

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "../../templates/voila/workbench/static"));
const STAND_INS = {
  "@lumino/algorithm": "lumino.js",
  "@lumino/messaging": "lumino.js",
  "@lumino/widgets": "lumino.js",
  "jquery": "jquery.js",
  "lodash/isEqual": "equal.js",
  "sanitize-html": "plain.js",
};

// What is built from: this file, the exact versions, and everything in src.
async function mark() {
  const found = await readdir(join(HERE, "src"), { recursive: true, withFileTypes: true });
  const inside = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const names = [join(HERE, "build.mjs"), join(HERE, "package-lock.json"), ...inside]
    .map((path) => relative(HERE, path).split(sep).join("/"))
    .sort();
  const sum = createHash("sha256");
  for (const name of names) {
    const text = (await readFile(join(HERE, name), "utf8")).replaceAll("\r\n", "\n");
    sum.update(`${name}\n${text}\n`);
  }
  return sum.digest("hex");
}

const ours = {
  name: "stand-ins",
  setup({ onResolve }) {
    const path = (name) => join(HERE, "src/standins", name);
    onResolve({ filter: /^(@lumino\/|jquery$|lodash\/|sanitize-html$)/ }, ({ path: asked }) =>
      asked in STAND_INS ? { path: path(STAND_INS[asked]) } : undefined,
    );
    // Formulas: there are none, and a script that sets them is not asked for.
    onResolve({ filter: /^\.\/latex$/ }, () => ({ path: path("latex.js") }));
  },
};

await mkdir(OUT, { recursive: true });
const told = `/* Practice workbench. Built by tools/front from sources ${await mark()}.
 * Holds parts of @jupyter-widgets (Modified BSD), Backbone and Underscore (MIT), Lumino (Modified BSD),
 * noUiSlider (MIT) and d3-format (ISC). Do not edit: change the sources and run make front. */`;
await build({
  entryPoints: { page: join(HERE, "src/page.js") },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  banner: { js: told },
  plugins: [ours],
  absWorkingDir: HERE,
  outdir: OUT,
  logLevel: "warning",
});
await build({
  entryPoints: { page: join(HERE, "src/styles/page.css") },
  bundle: true,
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  absWorkingDir: HERE,
  outdir: OUT,
  logLevel: "warning",
});
const plotly = await readFile(join(HERE, "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"), "utf8");
await writeFile(join(OUT, "plotly.js"), `${plotly.trimEnd()}\n`);
