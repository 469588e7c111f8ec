/** axe over the page as it stands, messages in their shadow roots included. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { stillness } from "./dialogue.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Finding {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** One line for each finding: rule, element, what to do. */
export async function findings(page: Page): Promise<string[]> {
  // Colours in the middle of a transition are nobody's colours.
  await stillness(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (values): Promise<Finding[]> => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Finding[] }> };
    };
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    return (await axe.run(options)).violations;
  }, RULES);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}
