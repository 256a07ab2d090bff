// Runs Lighthouse on each address of the command line, as it comes: a telephone, a slow line, a slow processor.
// node run.mjs FOLDER CHROMIUM ADDRESS…   One line of JSON for each address: the address, and the whole report.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, chromium, ...addresses] = process.argv.slice(2);
const installed = createRequire(join(resolve(folder), "package.json"));
const load = (name) => import(pathToFileURL(installed.resolve(name)));
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const chrome = await launch({
  chromePath: chromium,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"],
});
try {
  for (const address of addresses) {
    const found = await lighthouse(address, {
      port: chrome.port,
      logLevel: "error",
      output: "json",
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    process.stdout.write(`${JSON.stringify({ address, report: found.lhr })}\n`);
  }
} finally {
  await chrome.kill();
}
