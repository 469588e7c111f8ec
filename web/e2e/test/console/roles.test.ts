/**
 * Five roles: what each is offered in the console, and what each is refused when it asks the API all the same. That
 * every single endpoint refuses the wrong role is tried in the server's own tests, over the whole API description.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Member, Role } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { CAMPAIGN, type ShopDay, shopDay } from "../../support/shop_day.ts";

let day: ShopDay;
const members = new Map<Role, Member>();

beforeAll(async () => {
  day = await shopDay(3);
  members.set("owner", day.member);
  for (const role of ["editor", "analyst", "agent", "viewer"] as const) {
    members.set(role, await day.member.invite(role));
  }
});
afterAll(() => day?.demo.stop());

const member = (role: Role): Member => {
  const found = members.get(role);
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
};

/** One request for each permission, and the roles that hold it. */
const LIMITS: [permission: string, method: string, path: string, body: unknown, roles: Role[]][] = [
  ["view", "GET", "/api/campaigns", undefined, ["owner", "editor", "analyst", "agent", "viewer"]],
  ["people", "GET", "/api/visitors", undefined, ["owner", "editor", "analyst", "agent"]],
  ["export", "GET", "/api/profiles/m-1001/export", undefined, ["owner", "editor", "analyst"]],
  ["traits", "PATCH", "/api/profiles/m-1001/traits", { size: "M" }, ["owner", "editor"]],
  ["publish", "POST", "/api/publish?dry_run=true", [], ["owner", "editor"]],
  [
    "comment",
    "POST",
    `/api/campaigns/${CAMPAIGN}/comments`,
    { text: "よいと思います" },
    ["owner", "editor", "analyst"],
  ],
  ["audit", "GET", "/api/audit", undefined, ["owner", "editor"]],
  ["erase", "DELETE", "/api/profiles/nobody-at-all", undefined, ["owner"]],
  ["settings", "GET", "/api/keys", undefined, ["owner"]],
  ["members", "GET", "/api/members", undefined, ["owner"]],
];
const ROLES: Role[] = ["owner", "editor", "analyst", "agent", "viewer"];

describe.each(ROLES)("%s", (role) => {
  test.each(LIMITS)("asking for what needs %s", async (permission, method, path, body, allowed) => {
    const { status, body: answer } = await member(role).ask(method, path, body);
    const code = (answer as { code?: string } | null)?.code;
    if (allowed.includes(role)) {
      expect([401, 403], `${method} ${path}: ${status} ${code}`).not.toContain(status);
    } else {
      expect({ status, code }).toEqual({ status: 403, code: "role_refused" });
      expect((answer as { detail: string }).detail).toContain(permission);
    }
  });

  test("no change is taken without the token that only the console's own page knows", async () => {
    const path = "/api/account";
    const { status, body } = await member(role).ask("PATCH", path, { name: "x" }, { "kizukai-csrf": "" });
    expect({ status, code: (body as { code: string }).code }).toEqual({ status: 403, code: "csrf_refused" });
    const elsewhere = { origin: "https://elsewhere.example" };
    expect((await member(role).ask("PATCH", path, { name: "x" }, elsewhere)).status).toBe(403);
  });

  test("another shop's id opens nothing", async () => {
    const { status } = await member(role).ask("GET", "/api/campaigns", undefined, {
      "kizukai-site": "s_000000000000",
    });
    expect(status).toBe(404);
  });
});

describe("what the console offers", () => {
  test.each<[Role, { people: boolean; publish: boolean; erase: boolean; members: boolean }]>([
    ["owner", { people: true, publish: true, erase: true, members: true }],
    ["editor", { people: true, publish: true, erase: false, members: false }],
    ["analyst", { people: true, publish: false, erase: false, members: false }],
    ["agent", { people: true, publish: false, erase: false, members: false }],
    ["viewer", { people: false, publish: false, erase: false, members: false }],
  ])("%s", async (role, offered) => {
    const operator = await Operator.signedIn(member(role));
    const { page, say } = operator;
    await operator.open("/");
    const navigation = page.getByRole("navigation", { name: say("Main"), exact: true });
    expect(await navigation.getByRole("link", { name: say("Visitors"), exact: true }).count()).toBe(
      offered.people ? 1 : 0,
    );
    await operator.open(`/campaigns/${CAMPAIGN}`);
    expect(await operator.button("Pause").count()).toBe(offered.publish ? 1 : 0);
    if (offered.people) {
      await operator.open(`/visitors/${day.profile}?kind=profile`);
      expect(await operator.button("Erase").count()).toBe(offered.erase ? 1 : 0);
    }
    await operator.open("/settings/account");
    expect(await operator.link("Members").count()).toBe(offered.members ? 1 : 0);
  });
});
