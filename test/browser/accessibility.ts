import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core calls a serious or critical violation within the selected part of the page, in one line each. */
export async function seriousViolations(page: Page, selector: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate<AxeResults, string>(
    // @ts-expect-error -- axe-core has put itself into the page
    (selector) => window.axe.run(selector),
    selector,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} ${node.target.join(" ")}`));
}
