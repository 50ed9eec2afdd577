// Reads a Mermaid chart from stdin with Mermaid's own parser, found in the folder that is named.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = join(process.argv[2], "node_modules");
const { JSDOM } = createRequire(join(modules, "x.js"))("jsdom");
const page = new JSDOM("<body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const at = pathToFileURL(join(modules, "mermaid/dist/mermaid.core.mjs"));
const mermaid = (await import(at)).default;
console.log((await mermaid.parse(readFileSync(0, "utf8"))).diagramType);
