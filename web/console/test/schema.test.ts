// @vitest-environment node
// The types of the API are those of its description: `make openapi` writes both.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, test } from "vitest";

const description = join(import.meta.dirname, "../../../api/openapi.json");
const types = join(import.meta.dirname, "../../api-types/schema.ts");

test("the generated types are made from the API description as it is", async () => {
  const made = astToString(await openapiTS(JSON.parse(await readFile(description, "utf8"))));
  const kept = await readFile(types, "utf8");
  // The command adds a comment at the top.
  expect(kept.endsWith(made), "web/api-types/schema.ts is stale: run `make openapi`").toBe(true);
}, 30_000);
