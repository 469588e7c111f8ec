/** The site's settings: what an operator chooses there stands in the text, and visitors get it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { findings } from "../../support/accessibility.ts";
import { Caller } from "../../support/caller.ts";
import { Operator } from "../../support/operator.ts";
import { type ShopDay, shopDay } from "../../support/shop_day.ts";
import { until } from "../../support/until.ts";

let day: ShopDay;

beforeAll(async () => {
  day = await shopDay(1);
});
afterAll(() => day?.demo.stop());

interface Settings {
  theme?: unknown;
  attention: { prices: Record<string, number> };
}

const settings = async (): Promise<Settings> => {
  const { body } = await day.member.ask("GET", "/api/site");
  return (body as { text: Settings }).text;
};

test("a look with the shop's own colour is chosen, published and worn by the messages", async () => {
  const before = await settings();
  const operator = await Operator.signedIn(day.member);
  // Fields of the shop's own colours come with the choice.
  operator.watch.forgiveWhatWasAskedFor();
  await operator.open("/settings/site");
  await operator.page.getByRole("radio", { name: operator.say("Cherry blossom") }).check();
  await operator.fill(operator.field("Colour of buttons"), "#aa0000");
  expect(await findings(operator.page, ["region"])).toEqual([]);
  await operator.press(operator.button("Publish"));
  await operator.text("Published, and in effect from now on.").waitFor();
  expect(await settings()).toEqual({ ...before, theme: { preset: "sakura", accent: "#aa0000" } });

  const visitor = new Caller({ origin: day.demo.origin, ...day.demo.config }, "device-of-hana");
  await visitor.fillCart();
  const { show } = await visitor.signal("hesitation", { score: 80 });
  expect(show.find(({ format }) => format !== "inline")?.content).toMatchObject({
    theme: {
      light: { accent: "#aa0000", surface: "#fff9fa" },
      dark: { accent: "#aa0000", radius: "18px" },
    },
  });
});

test("colours that cannot be read are not published", async () => {
  const before = await settings();
  const operator = await Operator.signedIn(day.member);
  operator.watch.forgiveWhatWasAskedFor();
  await operator.open("/settings/site");
  await operator.page.getByRole("radio", { name: operator.say("Ink") }).check();
  await operator.fill(operator.field("Colour of the text"), "#eeeeee");
  await operator.press(operator.button("Publish"));
  const field = operator.field("Colour of the text");
  await until("the field to say so", async () => (await field.getAttribute("aria-invalid")) === "true");
  expect(await settings()).toEqual(before);
  await operator.press(operator.button("Undo the changes"));
  expect(await operator.page.getByRole("radio", { name: operator.say("Cherry blossom") }).isChecked()).toBe(
    true,
  );
});

test("what the server refuses is told in the shop's language, at its field", async () => {
  const operator = await Operator.signedIn(day.member, { language: "ja" });
  operator.watch.forgiveWhatWasAskedFor();
  operator.watch.forgive(/status of 422/);
  await operator.open("/settings/site");
  const { page } = operator;
  const origins = page.getByRole("combobox", { name: operator.say("Pages that may send") });
  await operator.fill(origins, "https://shop.example/");
  await page.keyboard.press("Enter");
  await operator.press(operator.button("Publish"));
  const told =
    "「https://shop.example/」は、お店のアドレスとして読めません。https://shop.example のように、パスも最後の / も付けずに書いてください";
  // Beside the field, and among all that was refused.
  await until("both places to tell it", async () => (await page.getByText(told).count()) === 2);
  expect(await page.getByText("is no origin").count()).toBe(0);
});

test("the shop gets another name, and is called so everywhere at once", async () => {
  const operator = await Operator.signedIn(day.member, { language: "en" });
  // That it is saved is told once the server has answered, however long that takes.
  operator.watch.forgiveMovement();
  await operator.open("/settings/site");
  const name = operator.field("Name of the shop");
  const before = await name.inputValue();
  await operator.fill(name, " Bowls and kettles ");
  await operator.press(operator.button("Save the name"));
  await operator.text("The name is saved.").waitFor();
  expect(await name.inputValue()).toBe("Bowls and kettles");
  await operator
    .text("Rules of {name} that hold for every campaign. They are in effect as soon as they are published.", {
      name: "Bowls and kettles",
    })
    .waitFor();
  await operator.open("/settings/audit");
  await operator.text("Site renamed").first().waitFor();
  expect((await day.member.ask("PUT", "/api/site/name", { name: before })).status).toBe(200);
});
