/**
 * The first day at the console, on a fresh `kizukai serve`: the printed code makes the owner, passwords and codes open the
 * door and wrong ones do not, a colleague comes by a link. Told with the mouse in Japanese, and by the keyboard alone in
 * English; each test is the next chapter.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Endings } from "../../support/endings.ts";
import { PASSWORD } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { KEYBOARD, MOUSE, type Reach } from "../../support/reach.ts";
import { Server } from "../../support/server.ts";
import { nextTotp, totp } from "../../support/totp.ts";
import type { Language } from "../../support/words.ts";

const OWNER = { email: "owner@example.com", password: PASSWORD };
const COLLEAGUE = { email: "sato@example.com", password: "another quiet afternoon" };
const STORIES: [Reach["name"], Language, Reach][] = [
  ["mouse", "ja", MOUSE],
  ["keyboard", "en", KEYBOARD],
];

describe.each(STORIES)("by %s, in %s", (_, language, reach) => {
  let server: Server;
  let owner: Operator;
  let secret: string;
  let recoveryCodes: string[];
  const endings = new Endings();
  const closeWith = endings.add;
  const arrive = (): Promise<Operator> => Operator.arrive(server.origin, { language, reach, closeWith });

  beforeAll(async () => {
    server = await Server.start();
    owner = await arrive();
    // What was typed wrongly is said beside its field, which makes room for it; the refusals are wanted.
    owner.watch.forgiveMovement();
    owner.watch.forgive(/status of (401|403|404)/);
  });
  afterAll(() => endings.all(async () => server?.stop()));

  async function fillSetup(code: string): Promise<void> {
    await owner.fill(owner.field("Set-up code"), code);
    await owner.fill(owner.field("Your name"), "大谷");
    await owner.fill(owner.field("E-mail address"), OWNER.email);
    await owner.fill(owner.field("Password"), OWNER.password);
    await owner.fill(owner.field("Name of the shop"), "うつわの店");
    await owner.press(owner.button("Set up and go on"));
  }

  test("whoever comes first is asked for the code that the server printed", async () => {
    await owner.open("/");
    await owner.isAt("Set up Kizukai");
    await fillSetup("AAAA-BBBB-CCCC");
    await owner.page.getByRole("alert").waitFor();
    await owner.isAt("Set up Kizukai");
  });

  test("the printed code makes the owner and the site, and the install guide is next", async () => {
    await fillSetup(await server.setupCode());
    await owner.isAt("Installation");
    await owner.page.getByText("うつわの店").first().waitFor();
  });

  test("the code works once", async () => {
    const late = await arrive();
    await late.open("/setup");
    await late.isAt("This server is already set up");
  });

  test("a wrong password is refused, the right one opens the door", async () => {
    await owner.signOut();
    await owner.signIn({ ...OWNER, password: "not this one, surely" });
    await owner.page.getByRole("alert").waitFor();
    await owner.isAt("Sign in");
    await owner.signIn(OWNER);
    await owner.isAt("Home");
  });

  test("with the app on the phone, a password alone is not enough any more", async () => {
    await owner.open("/settings/account");
    await owner.press(owner.button("Turn on"));
    secret = await owner.field("Key").inputValue();
    await owner.fill(owner.field("Six-digit code"), totp(secret));
    await owner.press(owner.button("Turn on"));
    const list = owner.page.getByRole("region", { name: owner.say("Recovery codes") });
    const codes = list.getByRole("listitem");
    await codes.nth(9).waitFor();
    recoveryCodes = await codes.allInnerTexts();
    expect(new Set(recoveryCodes).size).toBe(10);
    await owner.press(owner.button("I have kept them"));
    await owner.open("/");
    await owner.signOut();
    await owner.signIn(OWNER);
    await owner.enterCode("000000");
    await owner.page.getByRole("alert").waitFor();
    await owner.enterCode(nextTotp(secret));
    await owner.isAt("Home");
  });

  test("a recovery code opens the door once, when the phone is lost", async () => {
    const [code = ""] = recoveryCodes;
    for (const works of [true, false]) {
      await owner.signOut();
      await owner.signIn(OWNER);
      await owner.isAt("Enter the code");
      await owner.press(owner.button("Use a recovery code"));
      await owner.fill(owner.field("Recovery code"), code);
      await owner.press(owner.button("Sign in"));
      if (works) {
        await owner.isAt("Home");
        continue;
      }
      await owner.page.getByRole("alert").waitFor();
      await owner.fill(owner.field("Recovery code"), recoveryCodes[1] ?? "");
      await owner.press(owner.button("Sign in"));
      await owner.isAt("Home");
    }
  });

  test("a colleague comes by a link, as an analyst, and the link is used up", async () => {
    await owner.open("/settings/members");
    await owner.choose(owner.field("Role"), owner.say("Analyst"));
    await owner.press(owner.button("Make a link"));
    const invitationLink = await owner.field("Invitation link").inputValue();
    const path = new URL(invitationLink).pathname.replace("/console", "");
    const colleague = await arrive();
    colleague.watch.forgive(/status of (401|404)/);
    await colleague.open(path);
    await colleague.isAt("Join {0}", { 0: "うつわの店" });
    await colleague.fill(colleague.field("Your name"), "佐藤");
    await colleague.fill(colleague.field("E-mail address"), COLLEAGUE.email);
    await colleague.fill(colleague.field("Password"), COLLEAGUE.password);
    await colleague.press(colleague.button("Make an account and join"));
    await colleague.isAt("Home");
    await colleague.open("/settings/account");
    expect(await colleague.link("Members").count()).toBe(0);
    const other = await arrive();
    other.watch.forgive(/status of (401|404)/);
    await other.open(path);
    await other.isAt("This invitation is not open any more");
  });
});
