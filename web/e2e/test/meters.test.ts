/** The meters themselves: what the other tests rely on must be able to fail. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../support/accessibility.ts";
import { Demo } from "../support/demo.ts";
import { DEVICES } from "../support/devices.ts";
import { totp } from "../support/totp.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.start();
});
afterAll(() => demo?.stop());

describe.each(DEVICES)("on a $name", (device) => {
  test("what moves on a page is noticed, also right after a press, and ends the visit badly", async () => {
    const visitor = await visitorWithoutEnd();
    await visitor.visit("/cart");
    await visitor.page.evaluate(() => {
      const push = document.createElement("div");
      push.style.height = "160px";
      document.body.addEventListener("click", () => document.body.prepend(push));
    });
    await visitor.press(visitor.page.locator("h1"));
    const shift = await until("the shift", () => visitor.shifts[0]);
    expect(shift).toMatchObject({ path: "/cart" });
    expect(shift.value).toBeGreaterThan(0);
    await expect(visitor.leave()).rejects.toThrow("layout shifts");
  });

  test("a script error ends the visit badly", async () => {
    const visitor = await visitorWithoutEnd();
    await visitor.visit("/cart");
    await visitor.page.evaluate(() => void setTimeout(() => JSON.parse("{"), 0));
    await until("the complaint", () => visitor.complaints.length > 0);
    await expect(visitor.leave()).rejects.toThrow("errors in the browser");
  });

  test("axe looks at the page and into messages", async () => {
    const visitor = await Visitor.arrive(demo, device);
    await visitor.visit("/cart");
    await visitor.page.evaluate(() => {
      document.body.append(document.createElement("input"));
      const root = document.body
        .appendChild(document.createElement("kizukai-message"))
        .attachShadow({ mode: "open" });
      const pale = root.appendChild(document.createElement("p"));
      pale.textContent = "読めない字";
      pale.style.cssText = "color: #ddd; background: #fff";
    });
    const rules = (await findings(visitor.page)).map((finding) => finding.split(":")[0]);
    expect(rules.sort()).toEqual(["color-contrast", "label"]);
  });

  function visitorWithoutEnd(): Promise<Visitor> {
    return Visitor.arrive(demo, device, { closeWith: () => {} });
  }
});

test("the six digits of the phone's app are those of RFC 6238", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect([59, 1_111_111_109, 20_000_000_000].map((s) => totp(secret, s * 1_000))).toEqual([
    "287082",
    "081804",
    "353130",
  ]);
});
