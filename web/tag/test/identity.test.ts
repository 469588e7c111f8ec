import { afterEach, describe, expect, it, vi } from "vitest";
import { createIdentity } from "../src/core/identity.ts";
import { openStore } from "../src/core/storage.ts";
import { fakeStore } from "./fakes.ts";

const cookie = (text: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie is what is tested
  document.cookie = text;
};

afterEach(() => cookie("kizukai_id=; Max-Age=0; Path=/"));

describe("identity", () => {
  it("makes an id of 128 bits and finds it again on the next page", () => {
    const store = fakeStore();
    const id = createIdentity(
      store,
      () => true,
      () => {},
    ).anonymousId();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(
      createIdentity(
        store,
        () => true,
        () => {},
      ).anonymousId(),
    ).toBe(id);
  });

  it("takes the id from the server's cookie when the browser has emptied the storage", () => {
    cookie("kizukai_id=from-the-cookie; Path=/");
    expect(
      createIdentity(
        fakeStore(),
        () => true,
        () => {},
      ).anonymousId(),
    ).toBe("from-the-cookie");
  });

  it("does without storage", () => {
    const store = fakeStore();
    store.full = true;
    const identity = createIdentity(
      store,
      () => true,
      () => {},
    );
    identity.identify("u-1");
    expect(identity.userId()).toBe("u-1");
    expect(identity.anonymousId()).toBe(identity.anonymousId());
  });

  it("does without a storage that throws at every touch", () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    const identity = createIdentity(
      openStore(),
      () => true,
      () => {},
    );
    expect(identity.anonymousId()).toMatch(/^[0-9a-f]{32}$/);
    expect(openStore().keys()).toEqual([]);
  });

  it("replaces an id that somebody has tampered with", () => {
    const store = fakeStore();
    store.set("kizukai_id", '<script>"');
    expect(
      createIdentity(
        store,
        () => true,
        () => {},
      ).anonymousId(),
    ).toMatch(/^[0-9a-f]{32}$/);
  });

  it("adopts the server's id, but not for a person who was reset meanwhile", () => {
    const identity = createIdentity(
      fakeStore(),
      () => true,
      () => {},
    );
    const before = identity.anonymousId();
    expect(identity.adopt(before, "id-of-the-server")).toBe(true);
    expect(identity.anonymousId()).toBe("id-of-the-server");
    identity.reset();
    const fresh = identity.anonymousId();
    expect(identity.adopt("id-of-the-server", "id-of-the-server")).toBe(false);
    expect(identity.anonymousId()).toBe(fresh);
  });

  it("forgets the person at reset, the cookie too", () => {
    cookie("kizukai_id=from-the-cookie; Path=/");
    const store = fakeStore();
    const identity = createIdentity(
      store,
      () => true,
      () => {},
    );
    identity.identify("u-1");
    identity.reset();
    expect(identity.userId()).toBeUndefined();
    expect(identity.anonymousId()).not.toBe("from-the-cookie");
    expect(document.cookie).not.toContain("from-the-cookie");
    expect(
      createIdentity(
        store,
        () => true,
        () => {},
      ).userId(),
    ).toBeUndefined();
  });

  it("follows another tab that changes the person", () => {
    const onChange = vi.fn();
    const identity = createIdentity(fakeStore(), () => true, onChange);
    const tell = (newValue: string): void => {
      window.dispatchEvent(Object.assign(new Event("storage"), { key: "kizukai_id", newValue }));
    };
    tell("id-of-other-tab");
    tell("id-of-other-tab");
    expect(identity.anonymousId()).toBe("id-of-other-tab");
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});
