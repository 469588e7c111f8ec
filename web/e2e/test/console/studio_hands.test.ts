/**
 * What hands do in the studio besides building: a way drawn from card to card, words between members, a branch's condition, a
 * picture from the operator's own machine; and what those see who may look on but not change.
 */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Text } from "../../support/admin.ts";
import { Demo } from "../../support/demo.ts";
import { DESKTOP } from "../../support/devices.ts";
import { dialogue } from "../../support/dialogue.ts";
import { Member, PASSWORD, type Role } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";

const PICTURE = new URL("../../../../docs/pictures/cart-question.png", import.meta.url);
const KEY = "hands";

let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
  member = await Member.ofDemo(demo.origin);
});
afterAll(() => demo?.stop());

const steps = {
  ask: {
    type: "question",
    answer: "single",
    format: "corner",
    title: "贈りものですか",
    choices: [
      { key: "yes", label: "はい", next: "by" },
      { key: "none", label: "今は大丈夫です", next: "end" },
    ],
  },
  by: { type: "branch", cases: [{ when: { "cart.quantity": { $gte: 1 } }, next: "wrap" }], else: "end" },
  wrap: {
    type: "message",
    format: "corner",
    title: "お包みいたします",
    choices: [{ key: "ok", label: "わかりました", next: "end" }],
  },
};
type Steps = typeof steps;

/** The draft anew, whatever the test before left of it. */
async function drafted(): Promise<void> {
  await member.ask("DELETE", `/api/campaigns/${KEY}/draft`);
  const text: Text = {
    kind: "campaign",
    name: "手で直す施策",
    control: 0,
    trigger: { on: "signal", name: "page_view" },
    arms: [{ key: "a", scenario: { start: "ask", steps } }],
  };
  const body = { text, base_version: 0 };
  const answer = await member.ask("PUT", `/api/campaigns/${KEY}/draft`, body, { "if-match": '"0"' });
  expect(answer.status).toBe(200);
}

async function stepsNow(): Promise<Steps> {
  const { text } = await member.get<{ text: Text }>(`/api/campaigns/${KEY}/draft`);
  const [arm] = text.arms as { scenario: { steps: Steps } }[];
  if (!arm) throw new Error("the draft has no arm");
  return arm.scenario.steps;
}

async function atTheSteps(who = member): Promise<Operator> {
  const operator = await Operator.signedIn(who, { language: "ja" });
  operator.watch.forgiveMovement();
  await operator.open(`/campaigns/${KEY}/edit?part=what`);
  await card(operator, "ask").waitFor();
  return operator;
}

const card = ({ page }: Operator, key: string) => page.locator(`button[data-step="${key}"]`);
const comment = ({ page, say }: Operator) =>
  page.getByRole("textbox", { name: say("A comment on this step"), exact: true });
const saved = ({ page }: Operator) => page.locator("[data-saved]").waitFor();
const middleOf = async (target: Locator): Promise<[number, number]> => {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} is nowhere`);
  return [box.x + box.width / 2, box.y + box.height / 2];
};

/** With the left button held down, as one draws a line. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await page.mouse.move(...(await middleOf(from)));
  await page.mouse.down();
  await page.mouse.move(...(await middleOf(to)), { steps: 12 });
  await page.mouse.up();
}

const port = ({ page }: Operator, key: string, way: string) =>
  page.locator(`.react-flow__handle.source[data-nodeid="${key}"][data-handleid="${way}"]`);
/** The view has come to rest: what is measured now is where it will be pressed. */
async function atRest(target: Locator): Promise<void> {
  let before = "";
  await until("the picture to be at rest", async () => {
    const now = JSON.stringify(await target.boundingBox());
    const isSame = now === before;
    before = now;
    return isSame;
  });
}

test("a way is drawn from an answer to another card, wherever on it one lets go", async () => {
  await drafted();
  const operator = await atTheSteps();
  const { page } = operator;
  const edges = page.locator(".react-flow__edge");
  await until("the ways that there are", async () => (await edges.count()) === 2);
  await atRest(card(operator, "wrap"));
  await drag(page, port(operator, "ask", "choices[1].next"), card(operator, "wrap"));
  await until("the new way", async () => (await edges.count()) === 3);
  await saved(operator);
  expect(Object.keys(await stepsNow())).toEqual(["ask", "by", "wrap"]);
  expect((await stepsNow()).ask.choices[1]?.next).toBe("wrap");
  // Back on its own card: nothing was meant.
  await drag(page, port(operator, "wrap", "choices[0].next"), card(operator, "wrap"));
  expect(await page.locator("button[data-step]").count()).toBe(3);
});

test("what is said about a step is seen by another member, answered and settled", async () => {
  await drafted();
  const one = await atTheSteps();
  await one.press(card(one, "wrap"));
  await one.fill(comment(one), "のしの案内も入れませんか");
  await one.press(one.button("Comment"));
  const thread = (operator: Operator) =>
    operator.page.getByRole("region", { name: operator.say("Comments on this step") });
  const said = (operator: Operator, text: string) =>
    thread(operator).getByRole("listitem").filter({ hasText: text }).waitFor();
  await said(one, "のしの案内も入れませんか");

  const other = await atTheSteps(await member.invite("analyst"));
  await card(other, "wrap")
    .getByText(/コメント\s*1件/)
    .waitFor();
  await other.press(card(other, "wrap"));
  await said(other, "のしの案内も入れませんか");
  await other.fill(comment(other), "次の版で入れます");
  await other.press(other.button("Comment"));
  await said(other, "次の版で入れます");
  await card(other, "wrap")
    .getByText(/コメント\s*2件/)
    .waitFor();
  for (const left of [1, 0]) {
    await other.press(
      thread(other)
        .getByRole("button", { name: other.say("Settle it") })
        .first(),
    );
    await until("one fewer to settle", async () => {
      return (
        (await thread(other)
          .getByRole("button", { name: other.say("Settle it") })
          .count()) === left
      );
    });
  }
  await card(other, "wrap")
    .getByText(/コメント/)
    .waitFor({ state: "detached" });
});

test("a branch's condition is changed where it stands, and its card says so", async () => {
  await drafted();
  const operator = await atTheSteps();
  await operator.press(card(operator, "by"));
  const row = operator.page.getByRole("group", { name: /カートの点数/ }).last();
  await operator.fill(row.getByLabel(/^値/), "3");
  const branch = operator.page.locator(".react-flow__node[data-id=by]");
  await branch.getByText("カートの点数が3点以上").waitFor();
  await saved(operator);
  expect((await stepsNow()).by.cases[0]?.when).toEqual({ "cart.quantity": { $gte: 3 } });
});

test("a picture of the operator's own is seen in the preview, and then in the shop", async () => {
  await drafted();
  const operator = await atTheSteps();
  const { page, say } = operator;
  await operator.press(card(operator, "ask"));
  await operator.press(operator.button("Picture"));
  const choosing = page.waitForEvent("filechooser");
  await operator.press(operator.button("Choose a picture"));
  const buffer = await readFile(PICTURE);
  await (await choosing).setFiles({ name: "shop.png", mimeType: "image/png", buffer });
  await operator.button("Choose another picture").waitFor();
  await operator.fill(operator.field("What it shows"), "お店の棚");
  // A phone's sheet leaves it out, and the form says so.
  await operator
    .text("On a phone this format has no room for a picture: it is seen on wide screens.")
    .waitFor();
  const preview = page.getByRole("region", { name: say("Preview") });
  const screen = preview.getByRole("radiogroup", { name: say("Screen"), exact: true });
  await operator.press(screen.getByText(say("Computer"), { exact: true }));
  const shown = preview.frameLocator("iframe").locator(".card img");
  await until("the picture in the preview", () => isDrawn(shown));
  expect(await shown.getAttribute("alt")).toBe("お店の棚");
  await saved(operator);
  await operator.press(operator.button("Publish"));
  await operator.press(operator.button("Publish and run it"));
  await page.waitForURL(`**/campaigns/${KEY}`);
  await operator.settled();
  const visitor = await Visitor.arrive(demo, DESKTOP);
  await visitor.visit("/products");
  const seen = dialogue(visitor.page).locator("img");
  await until("the picture in the shop", () => isDrawn(seen));
  expect(await seen.getAttribute("alt")).toBe("お店の棚");
});

/** It has come, and takes room. */
const isDrawn = (picture: Locator): Promise<boolean> =>
  picture.evaluate((image) => {
    const { naturalWidth, clientWidth } = image as HTMLImageElement;
    return naturalWidth > 0 && clientWidth > 0;
  });

describe.each<[Role, boolean]>([
  ["analyst", true],
  ["agent", false],
  ["viewer", false],
])("who looks on as %s", (role, mayComment) => {
  test("reads every part, can change none, and nothing is tried that would be refused", async () => {
    const looking = (await signIn(role)) ?? (await member.invite(role));
    const operator = await Operator.signedIn(looking, { language: "ja" });
    operator.watch.forgiveMovement();
    const { page, say } = operator;
    const writes: string[] = [];
    page.on("request", (request) => {
      if (!["GET", "POST"].includes(request.method())) writes.push(`${request.method()} ${request.url()}`);
    });
    const open = page.locator("[data-part] :is(input, textarea, select):enabled:not([readonly])");
    for (const part of ["who", "when", "goal", "care"]) {
      await operator.open(`/campaigns/cart-shipping/edit?part=${part}`);
      await operator.text("Your role looks on: nothing can be changed here.").waitFor();
      expect({ part, fields: await open.count() }).toEqual({ part, fields: 0 });
    }
    await operator.open("/campaigns/cart-shipping/edit?part=what");
    await operator.press(card(operator, "ask"));
    await operator.field("Title").waitFor();
    expect(await operator.field("Title").inputValue()).not.toBe("");
    expect(await operator.field("Title").isEditable()).toBe(false);
    // How it is looked at is everybody's own, and what is said about a step an analyst's as well.
    const views = page.getByRole("radio", { name: new RegExp(`${say("As a picture")}|${say("As a list")}`) });
    expect(await comment(operator).count()).toBe(mayComment ? 1 : 0);
    const own = page
      .getByRole("region", { name: say("Preview") })
      .locator(":is(input, textarea, select):enabled");
    const others = (await open.count()) - (await views.count()) - (await own.count());
    expect(others).toBe(mayComment ? 1 : 0);
    await card(operator, "ask").focus();
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+D");
    expect(await page.locator("button[data-step]").count()).toBe(3);
    for (const act of ["Publish", "Try it in the shop"]) expect(await operator.button(act).count()).toBe(0);
    await page.keyboard.press("Control+S");
    expect(writes).toEqual([]);
  });
});

/** Who was invited before, in another test. */
const signIn = (role: Role): Promise<Member | null> =>
  Member.signIn(demo.origin, { email: `${role}@example.com`, password: PASSWORD }).catch(() => null);
