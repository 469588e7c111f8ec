/** Every format and every kind of question, answered with the hands that the device has. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Text } from "../support/admin.ts";
import { Demo } from "../support/demo.ts";
import { DEVICES, type Device } from "../support/devices.ts";
import { anyMessage, dialogue, stillness, titled } from "../support/dialogue.ts";
import { heightShare, isWhole, smallTargets } from "../support/measure.ts";
import { type Format, onEvent, twoSteps } from "../support/messages.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

const SHEET_MAX = 0.4;
const VIDEO = new URL("../../tag/dev/care.webm", import.meta.url);
const HOUR_MS = 3_600_000;

const ask = (answer: string, more: Text = {}): Text => ({
  ask: { type: "question", answer, format: "corner", title: "お聞かせください", next: "end", ...more },
});
const say = (more: Text): Text => ({
  say: { type: "message", format: "corner", title: "お知らせ", ...more },
});
const CHOICES = [
  { key: "work", label: "仕事", next: "end" },
  { key: "home", label: "家", next: "end" },
  { key: "gift", label: "贈りもの", next: "end" },
];
const FIELDS = [
  { key: "height", type: "number", label: "身長", required: true, min: 80, max: 220 },
  { key: "usual", type: "select", label: "いつものサイズ", options: [{ key: "m", label: "M" }] },
  { key: "mail", type: "email", label: "お返事の宛先", required: true, autocomplete: "email" },
  { key: "news", type: "checkbox", label: "新着の知らせも受け取る" },
];

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  const { admin } = demo;
  await admin.speakFreely();
  await admin.pauseAll();
  const until = new Date(Date.now() + 2 * HOUR_MS).toISOString();
  const campaigns: Record<string, Text> = {
    corner: twoSteps("corner"),
    bar: twoSteps("bar"),
    modal: twoSteps("modal"),
    inline: inlineSteps(),
    toast: say({
      format: "toast",
      body: "カートに入れました。",
      duration: "4s",
      choices: [{ key: "see", label: "見る", next: "end" }],
    }),
    fullscreen: fullscreenSteps(),
    several: ask("multiple", { choices: CHOICES }),
    words: ask("text", { placeholder: "ひとことで" }),
    rating: ask("rating", { max: 5 }),
    form: ask("form", { format: "modal", fields: FIELDS, submit: "相談する" }),
    coupon: say({ coupon: { code: "HAJIMETE-500", note: "月末まで" } }),
    countdown: say({ countdown: { until, label: "締切まで、あと" } }),
    video: say({ format: "modal", video: { src: "/care.webm", alt: "洗い方" } }),
  };
  for (const [key, steps] of Object.entries(campaigns)) {
    await admin.putCampaign(`format-${key}`, onEvent(`Show ${key}`, steps));
  }
});
afterAll(() => demo?.stop());

function inlineSteps(): Text {
  const steps = twoSteps("inline") as Record<string, Text>;
  for (const step of Object.values(steps)) step.selector = "#kizukai-cart-note";
  return steps;
}

/** Over everything only what the visitor has opened. */
function fullscreenSteps(): Text {
  const { first, second } = twoSteps("corner") as Record<string, Text>;
  return { first, second: { ...second, format: "fullscreen" } };
}

async function shown(device: Device, key: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(demo, device);
  const body = await readFile(VIDEO);
  await visitor.context.route("**/care.webm", (route) => route.fulfill({ body, contentType: "video/webm" }));
  await visitor.visit("/cart");
  await visitor.track(`Show ${key}`);
  await anyMessage(visitor.page).waitFor();
  await stillness(visitor.page);
  return visitor;
}

const button = (page: Page, name: string): Locator =>
  anyMessage(page).getByRole("button", { name, exact: true });

/** What the profile keeps of the answers to a campaign. */
async function answers(visitor: Visitor, key: string): Promise<Record<string, unknown>> {
  const profile = await demo.admin.profile(await visitor.anonymousId());
  return profile.answers[`format-${key}`] ?? {};
}

async function gone(page: Page): Promise<void> {
  await dialogue(page).waitFor({ state: "detached" });
}

describe.each(DEVICES)("on a $name", (device) => {
  describe.each<Format>(["corner", "bar", "modal", "inline"])("%s", (format) => {
    test("stands whole in view, can be hit with a finger, and is answered in two steps", async () => {
      const visitor = await shown(device, format);
      const { page } = visitor;
      if (format !== "inline") expect(await isWhole(page)).toBe(true);
      expect(await smallTargets(page)).toEqual([]);
      const isSheet = device.touch && /corner|bar/.test(format);
      if (isSheet) expect(await heightShare(page)).toBeLessThanOrEqual(SHEET_MAX);
      await visitor.press(button(page, "くわしく"));
      await titled(page, "ふたつめのご案内").waitFor();
      expect(await smallTargets(page)).toEqual([]);
      // Nothing is offered, so there is nothing to refuse.
      expect(await button(page, "今は大丈夫です").count()).toBe(0);
      await visitor.press(button(page, "わかりました"));
      await until("the last answer", async () => (await answers(visitor, format)).second);
      expect(await answers(visitor, format)).toMatchObject({
        first: { choice: "more" },
        second: { choice: "ok" },
      });
    });
  });

  test("fullscreen, which the visitor opened, covers everything and holds the page still", async () => {
    const visitor = await shown(device, "fullscreen");
    const { page } = visitor;
    await visitor.press(button(page, "くわしく"));
    const card = page.getByRole("dialog", { name: "ふたつめのご案内" });
    await card.waitFor();
    await stillness(page);
    const box = await card.boundingBox();
    const view = page.viewportSize();
    expect(box).toMatchObject({ x: 0, y: 0, height: view?.height });
    expect(await smallTargets(page)).toEqual([]);
    const scroll = (): Promise<number> => page.evaluate(() => window.scrollY);
    const before = await scroll();
    for (const key of ["PageDown", "Space", "End"]) await page.keyboard.press(key);
    await visitor.track("Marker");
    expect(await scroll()).toBe(before);
    await page.keyboard.press("Escape");
    await gone(page);
    await page.keyboard.press("End");
    await until("the page to scroll again", async () => (await scroll()) > before);
  });

  test("a toast says its word, can be pressed, and goes by itself as nobody's refusal", async () => {
    const visitor = await shown(device, "toast");
    const { page } = visitor;
    expect(await isWhole(page)).toBe(true);
    expect(await smallTargets(page)).toEqual([]);
    expect(await heightShare(page)).toBeLessThanOrEqual(SHEET_MAX);
    expect(await button(page, "今は大丈夫です").count()).toBe(0);
    const before = visitor.exchanges.length;
    await gone(page);
    const { request, response } = await visitor.answered("the end", before, ({ type }) => type === "close");
    expect(request.events).toMatchObject([{ type: "close", reason: "timeout" }]);
    expect(response.verdicts).toMatchObject([{ verdict: "ok" }]);
    await visitor.track("Show toast");
    await anyMessage(page).waitFor();
    await visitor.press(button(page, "見る"));
    await gone(page);
    expect(await answers(visitor, "toast")).toMatchObject({ say: { choice: "see" } });
  });

  test("several answers are given at once", async () => {
    const visitor = await shown(device, "several");
    const { page } = visitor;
    expect(await smallTargets(page)).toEqual([]);
    for (const name of ["仕事", "贈りもの"]) await visitor.press(anyMessage(page).getByText(name));
    await visitor.press(button(page, "送る"));
    await gone(page);
    expect(await answers(visitor, "several")).toMatchObject({ ask: { value: ["work", "gift"] } });
  });

  test("words are the visitor's own, and an empty answer is asked for again", async () => {
    const visitor = await shown(device, "words");
    visitor.forgiveWhatWasAskedFor();
    const { page } = visitor;
    await visitor.press(button(page, "送る"));
    await page.getByRole("alert").filter({ hasText: "入力してください" }).waitFor();
    await page.keyboard.type("麻のエプロン");
    await visitor.press(button(page, "送る"));
    await gone(page);
    expect(await answers(visitor, "words")).toMatchObject({ ask: { value: "麻のエプロン" } });
  });

  test("a rating is one number", async () => {
    const visitor = await shown(device, "rating");
    const { page } = visitor;
    expect(await smallTargets(page)).toEqual([]);
    await visitor.press(anyMessage(page).locator(".rate").nth(3));
    await visitor.press(button(page, "送る"));
    await gone(page);
    expect(await answers(visitor, "rating")).toMatchObject({ ask: { value: 4 } });
  });

  test("a form tells what is wrong, leads there, and is kept once it fits", async () => {
    const visitor = await shown(device, "form");
    visitor.forgiveWhatWasAskedFor();
    const { page } = visitor;
    const field = (label: string): Locator => anyMessage(page).getByLabel(label);
    expect(await smallTargets(page)).toEqual([]);
    await field("お返事の宛先").fill("hanako");
    await visitor.press(button(page, "相談する"));
    const summary = page.getByRole("group", { name: "入力内容をご確認ください" });
    await summary.waitFor();
    expect(await smallTargets(page)).toEqual([]);
    expect(await field("身長").getAttribute("aria-invalid")).toBe("true");
    await visitor.press(summary.getByRole("button", { name: /^身長/ }));
    await page.keyboard.type("１６２");
    await field("いつものサイズ").selectOption("m");
    await field("お返事の宛先").fill("hanako@example.jp");
    await visitor.press(button(page, "相談する"));
    await gone(page);
    expect(await answers(visitor, "form")).toMatchObject({
      ask: { value: { height: 162, usual: "m", mail: "hanako@example.jp", news: false } },
    });
  });

  test("a coupon code is copied, also where no clipboard is", async () => {
    const visitor = await shown(device, "coupon");
    const { page } = visitor;
    const said = anyMessage(page).getByRole("status");
    expect(await smallTargets(page)).toEqual([]);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    const copied = page.evaluate(
      () => new Promise((done) => document.addEventListener("copy", () => done(String(getSelection())))),
    );
    await visitor.press(button(page, "コードをコピー"));
    expect(await copied).toBe("HAJIMETE-500");
    await said.filter({ hasText: "コピーしました" }).waitFor({ state: "attached" });
  });

  test("a countdown counts what the server says is left", async () => {
    const visitor = await shown(device, "countdown");
    const time = anyMessage(visitor.page).getByRole("timer");
    expect(await time.textContent()).toMatch(/^(2時間0分|1時間5\d分)$/);
  });

  test("a video has its controls and waits to be started", async () => {
    const visitor = await shown(device, "video");
    const video = visitor.page.getByLabel("洗い方");
    const state = await video.evaluate((film) => {
      const { paused, controls, autoplay } = film as HTMLVideoElement;
      return { paused, controls, autoplay };
    });
    expect(state).toEqual({ paused: true, controls: true, autoplay: false });
    await until("the film to be there", () =>
      video.evaluate((film) => (film as HTMLVideoElement).readyState >= 1),
    );
  });
});
