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

/** One line for each finding: rule, element, what to do. `more`: rules beside those of WCAG. */
export async function findings(page: Page, more: string[] = []): Promise<string[]> {
  // Colours in the middle of a transition are nobody's colours.
  await stillness(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async ([values, more]): Promise<Finding[]> => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: Finding[] }> };
      };
      const rules = Object.fromEntries(more.map((rule) => [rule, { enabled: true }]));
      const options = { runOnly: { type: "tag", values }, rules, resultTypes: ["violations"] };
      return (await axe.run(options)).violations;
    },
    [RULES, more] as const,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}
