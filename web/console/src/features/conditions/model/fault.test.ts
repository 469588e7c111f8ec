import { expect, it } from "vitest";
import { faultOf } from "./fault";

it.each([
  ['{"a": }', 1, 7],
  ['{\n  "a": 1,\n}', 3, 1],
  ['{"a": 1', 1, 8],
  ["", 1, 1],
  ['{"a" 1}', 1, 6],
  ["{'a': 1}", 1, 2],
  ["[1 2]", 1, 4],
  ['{"a": tru}', 1, 7],
  ['{"a": "\n"}', 1, 7],
  ['{"a": 01}', 1, 8],
  ["{} x", 1, 4],
])("finds where %j breaks", (text, line, column) => expect(faultOf(text)).toEqual({ line, column }));

it.each(['{"a": [1, -2.5e3, true, null, "\\u00e9\\n"]}', " {} ", '"a"'])("finds nothing in %j", (text) =>
  expect(faultOf(text)).toBeNull(),
);
