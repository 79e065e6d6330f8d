// npm run vendor: writes static/vendor/dkfds from the packages that package-lock.json pins.
// Node is needed for this only. CI runs it again and compares.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as sass from "sass";

const dist = "node_modules/dkfds/dist";
const fonts = `${dist}/fonts/IBMPlexSans/split/woff2`;
const target = "static/vendor/dkfds";
const version = JSON.parse(readFileSync("node_modules/dkfds/package.json")).version;
const faces = ["Regular", "SemiBold"];

// Every named colour becomes a custom property, so that dark mode is a matter of values.
const scss = mkdtempSync(join(tmpdir(), "dkfds-"));
cpSync(`${dist}/scss`, scss, { recursive: true });
const colours = join(scss, "values/colors/_fds-colors.scss");
writeFileSync(
  colours,
  readFileSync(colours, "utf8").replace(
    /"((?:gray|green|orange|red|blue|purple)-\d+|white|black)":\s*[^,\n]+?(,?)\s*$/gm,
    '"$1": var(--$1)$2',
  ),
);
const compiled = sass.compileString(readFileSync("tools/dkfds.scss", "utf8"), {
  loadPaths: [scss],
  style: "compressed",
  charset: false,
  logger: sass.Logger.silent,
});
rmSync(scss, { recursive: true });

// No pictures: markers are drawn in site.css, in the colour of the text, without a request.
const css = compiled.css.replace(/background-image:url\([^)]*\);?/g, "");
if (/url\(|@import|@font-face/.test(css)) throw new Error("the stylesheet still fetches something");

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
writeFileSync(`${target}/dkfds.css`, css + "\n");
for (const face of faces) {
  // IBM's own split of the family: Latin1 holds all of Danish and its punctuation.
  cpSync(`${fonts}/IBMPlexSans-${face}-Latin1.woff2`, `${target}/IBMPlexSans-${face}-Latin1.woff2`);
}
cpSync(`${fonts}/license.txt`, `${target}/OFL.txt`);
cpSync(`${dist}/LICENSE.md`, `${target}/LICENSE.md`);

const sums = readdirSync(target).sort().map((name) => {
  const sum = createHash("sha256").update(readFileSync(`${target}/${name}`)).digest("hex");
  return `| ${name} | ${sum} |`;
});
writeFileSync(
  `${target}/README.md`,
  `# Det Fælles Designsystem, a subset

dkfds ${version}, neutral theme, compiled from its SCSS by \`npm run vendor\` (tools/dkfds.scss names the parts).
Colours are custom properties that static/cases/site.css sets. Do not edit by hand.

The code is MIT (LICENSE.md). IBM Plex Sans is under the SIL Open Font License 1.1 (OFL.txt), unmodified.

| file | sha256 |
|---|---|
${sums.join("\n")}
`,
);
console.log(`dkfds ${version}: ${css.length} bytes of CSS`);
