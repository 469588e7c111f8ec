import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import { checkRemedy, isComplete } from "./checks";
import { reasonWords } from "./reasons";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

describe("why an event was not taken", () => {
  it("names the place and how to mend it", () => {
    expect(reasonWords("missing_field: event")).toEqual({
      what: "“event” is missing or of the wrong kind",
      mend: "Send “event” with every event of this type, as a text that is not empty.",
    });
  });

  it("has nothing to mend where nothing is broken", () => {
    expect(reasonWords("stale_step").mend).toBeNull();
  });

  it("shows a reason it does not know as it came", () => {
    expect(reasonWords("moon: full")).toEqual({ what: "moon: full", mend: null });
  });
});

describe("the installation", () => {
  const check = (key: "page" | "identify", state: "ok" | "missing" | "wrong") => ({
    key,
    state,
    last_at: null,
    count: 0,
    detail: null,
  });

  it("is complete without what a shop can do without", () => {
    expect(isComplete([check("page", "ok"), check("identify", "missing")])).toBe(true);
    expect(isComplete([check("page", "ok"), check("identify", "wrong")])).toBe(false);
    expect(isComplete([check("page", "missing")])).toBe(false);
    expect(isComplete([])).toBe(false);
  });

  it("says what to do only where something is to be done", () => {
    expect(checkRemedy({ key: "page", state: "ok" })).toBe("");
    expect(checkRemedy({ key: "page", state: "missing" })).not.toBe("");
  });
});
