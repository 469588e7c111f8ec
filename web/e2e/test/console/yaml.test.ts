/** Texts out of the console and into it again, as `kizukai apply` writes and reads them. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "../../support/demo.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";

const CAMPAIGN = "size-help";
let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  member = await Member.ofDemo(demo.origin);
});
afterAll(() => demo?.stop());

test("a campaign goes out as YAML, is changed, and comes in again after a rehearsal that says what it will do", async () => {
  const operator = await Operator.signedIn(member);
  // Words that a press brings take their room.
  operator.watch.forgiveMovement();
  const { page } = operator;
  await operator.open(`/campaigns/${CAMPAIGN}`);
  await operator.press(operator.button("YAML"));
  const download = page.waitForEvent("download");
  await operator.press(operator.button("Download"));
  const yaml = await readFile(await (await download).path(), "utf8");
  expect(yaml).toContain(`key: ${CAMPAIGN}`);
  await operator.open("/campaigns");
  await operator.press(operator.button("Import YAML"));
  await page.getByLabel(operator.say("Or paste it here")).fill(yaml);
  await operator.press(operator.button("See what would change"));
  await operator.text("Nothing would change: these texts are published as they are.").waitFor();
  const before = await demo.admin.campaign(CAMPAIGN);
  await page.getByLabel(operator.say("Or paste it here")).fill(yaml.replace(/^control: .*$/m, "control: 50"));
  await operator.press(operator.button("See what would change"));
  await page.getByText(CAMPAIGN).first().waitFor();
  expect(await demo.admin.campaign(CAMPAIGN)).toEqual(before);
  await operator.press(operator.button("Publish"));
  await operator.text("Published. Every later visit is decided by it.").waitFor();
  expect(await demo.admin.campaign(CAMPAIGN)).toEqual({ ...before, control: 50 });
});

test("all texts go out as one file, and coming in again they change nothing", async () => {
  const operator = await Operator.signedIn(member);
  await operator.open("/campaigns");
  const download = operator.page.waitForEvent("download");
  await operator.press(operator.button("Export all"));
  const yaml = await readFile(await (await download).path(), "utf8");
  const { status, body } = await member.ask("POST", "/api/publish?dry_run=true", yaml, {
    "content-type": "application/yaml",
  });
  expect(status, JSON.stringify(body)).toBe(200);
  const { texts } = body as { texts: { changed: boolean; kind: string }[] };
  expect(new Set(texts.map(({ kind }) => kind))).toEqual(new Set(["campaign", "segment", "site"]));
  expect(texts.filter(({ changed }) => changed)).toEqual([]);
});
