import { expect, it } from "vitest";
import { addressesOf } from "../src/core/options.ts";

it.each([
  [{}, "/tag.js", "http://localhost:3000/v1/decide", "http://localhost:3000/tag/"],
  [{}, "https://k.example/tag.js", "https://k.example/v1/decide", "https://k.example/tag/"],
  [{ path: "/kz" }, "/kz/tag.js", "http://localhost:3000/kz/decide", "http://localhost:3000/kz/tag/"],
  [{ path: "a/b/" }, "", "http://localhost:3000/a/b/decide", "http://localhost:3000/a/b/tag/"],
  [{ endpoint: "https://k.example/" }, "", "https://k.example/v1/decide", "https://k.example/tag/"],
])("%j with the script at %j asks at %s and fetches below %s", (options, script, decideUrl, chunkFolder) => {
  const url = script && new URL(script, "http://localhost:3000").href;
  expect(addressesOf(options, { url, nonce: "" })).toEqual({ decideUrl, chunkFolder });
});
