/** Every format by keyboard alone, on both devices: the order of stops, Escape, and where the focus goes afterwards. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Text } from "../support/admin.ts";
import { Demo } from "../support/demo.ts";
import { DEVICES, type Device } from "../support/devices.ts";
import { anyMessage, dialogue, titled } from "../support/dialogue.ts";
import { type Format, onEvent, twoSteps } from "../support/messages.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

/** More than the stops of Tab on any page of the shop. */
const MANY_TABS = 80;
const START = "#header-cart";
let demo: Demo;

const steps = (format: Format): Text => {
  const { first, second } = twoSteps(format) as Record<string, Text>;
  const place = format === "inline" ? { selector: "#kizukai-cart-note" } : {};
  return { first: { ...first, ...place }, second: { ...second, ...place } };
};
const toast: Text = {
  say: {
    type: "message",
    format: "toast",
    duration: "30s",
    body: "カートに入れました。",
    choices: [{ key: "see", label: "見る", next: "end" }],
  },
};
const opened = (): Text => ({ ...steps("corner"), second: { ...(steps("fullscreen").second as Text) } });
const form: Text = {
  ask: {
    type: "question",
    answer: "form",
    format: "modal",
    title: "ご相談",
    next: "end",
    fields: [
      { key: "mail", type: "email", label: "お返事の宛先", required: true },
      { key: "news", type: "checkbox", label: "新着も" },
    ],
  },
};

beforeAll(async () => {
  demo = await Demo.start();
  const { admin } = demo;
  await admin.speakFreely();
  await admin.pauseAll();
  const campaigns = {
    corner: steps("corner"),
    bar: steps("bar"),
    inline: steps("inline"),
    toast,
    fullscreen: opened(),
    form,
  };
  for (const [key, texts] of Object.entries(campaigns)) {
    await admin.putCampaign(`keys-${key}`, onEvent(`Ask ${key}`, texts));
  }
});
afterAll(() => demo?.stop());

async function spokenTo(device: Device, key: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(demo, device);
  await visitor.visit("/cart");
  await visitor.page.locator(START).focus();
  await visitor.track(`Ask ${key}`);
  await anyMessage(visitor.page).waitFor();
  return visitor;
}

/** The focused element in words, and whether it is in a message. */
const focus = (page: Page): Promise<{ name: string; inside: boolean }> =>
  page.evaluate(() => {
    const inside = document.activeElement?.tagName === "KIZUKAI-MESSAGE";
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const label = (element as HTMLInputElement | null)?.labels?.[0]?.firstChild?.textContent;
    const name = element?.getAttribute("aria-label") || label || element?.textContent || "";
    return { name: name.trim(), inside };
  });

/** What Tab reaches in the message, in order, from the first stop to the last. */
async function stops(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let tabs = 0; tabs < MANY_TABS; tabs++) {
    await page.keyboard.press("Tab");
    const { name, inside } = await focus(page);
    if (inside && !found.includes(name)) found.push(name);
    else if (found.length > 0) return found;
  }
  return found;
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < MANY_TABS; tabs++) {
    if ((await focus(page)).name === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${name}`);
}

describe.each(DEVICES)("on a $name", (device) => {
  test.each([
    ["corner", ["くわしく", "大丈夫です", "その他", "閉じる"]],
    ["bar", ["くわしく", "大丈夫です", "その他", "閉じる"]],
    ["inline", ["くわしく", "大丈夫です", "その他", "閉じる"]],
    ["toast", ["見る", "閉じる"]],
  ] as const)("%s takes no focus, and is reached in the order of reading", async (key, expected) => {
    const visitor = await spokenTo(device, key);
    const { page } = visitor;
    expect((await focus(page)).inside).toBe(false);
    expect(await stops(page)).toEqual(expected);
  });

  test.each(["corner", "bar", "toast"])(
    "Escape closes a %s that has the focus, and gives it back",
    async (key) => {
      const visitor = await spokenTo(device, key);
      const { page } = visitor;
      await tabTo(page, "閉じる");
      const before = visitor.exchanges.length;
      await page.keyboard.press("Escape");
      await dialogue(page).waitFor({ state: "detached" });
      const { request } = await visitor.answered("the close", before, ({ type }) => type === "close");
      expect(request.events).toMatchObject([{ reason: "escape" }]);
      expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
    },
  );

  test("an inline message is answered with Enter, and the focus goes on to its next step", async () => {
    const visitor = await spokenTo(device, "inline");
    const { page } = visitor;
    await tabTo(page, "くわしく");
    await page.keyboard.press("Enter");
    await titled(page, "ふたつめのご案内").waitFor();
    expect((await focus(page)).inside).toBe(true);
    await tabTo(page, "わかりました");
    await page.keyboard.press("Enter");
    await until("the answer to the second step", async () => {
      const profile = await demo.admin.profile(await visitor.anonymousId());
      return profile.answers["keys-inline"]?.second;
    });
  });

  test("fullscreen keeps the focus until Escape, and gives it back to the page", async () => {
    const visitor = await spokenTo(device, "fullscreen");
    const { page } = visitor;
    await tabTo(page, "くわしく");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "ふたつめのご案内" }).waitFor();
    expect(await stops(page)).toEqual(["わかりました", "その他", "閉じる"]);
    expect((await focus(page)).inside).toBe(true);
    await page.keyboard.press("Escape");
    await dialogue(page).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  });

  test("a form is filled in, corrected and sent without a mouse", async () => {
    const visitor = await spokenTo(device, "form");
    visitor.forgiveWhatWasAskedFor();
    const { page } = visitor;
    expect(await stops(page)).toEqual([
      "お返事の宛先",
      "新着も",
      "送る",
      "今は大丈夫です",
      "その他",
      "閉じる",
    ]);
    await tabTo(page, "送る");
    await page.keyboard.press("Enter");
    await page.getByRole("group", { name: "入力内容をご確認ください" }).waitFor();
    expect((await focus(page)).name).toContain("入力内容をご確認ください");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect((await focus(page)).name).toBe("お返事の宛先");
    await page.keyboard.type("hanako@example.jp");
    await tabTo(page, "新着も");
    await page.keyboard.press("Space");
    await tabTo(page, "送る");
    await page.keyboard.press("Enter");
    await dialogue(page).waitFor({ state: "detached" });
    const profile = await demo.admin.profile(await visitor.anonymousId());
    expect(profile.answers["keys-form"]).toMatchObject({
      ask: { value: { mail: "hanako@example.jp", news: true } },
    });
  });
});
