import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import { ApiProblem } from "../src/api/problem";
import { messages } from "../src/app/locales/ja.po";
import { problemWords } from "../src/app/problems";

beforeAll(() => i18n.loadAndActivate({ locale: "ja", messages }));

const problem = (code: string, detail?: string) =>
  new ApiProblem({ code, title: "A title", status: 400, ...(detail ? { detail } : {}) });

describe("a problem in words", () => {
  test("says what happened and what to do, in the member's language", () => {
    expect(problemWords(problem("version_conflict"), i18n)).toEqual({
      title: "ほかの人が先に変更しました",
      todo: "保存していません。最新の内容を読み込んでから、もう一度変更してください。",
      detail: null,
    });
  });

  test("names the place where the server knows it", () => {
    expect(problemWords(problem("bad_field", "events: not a list"), i18n).detail).toBe("events: not a list");
  });

  test("that is not known here is what the server said", () => {
    expect(problemWords(problem("new_kind", "for once"), i18n)).toEqual({
      title: "サーバーが受け付けませんでした",
      todo: "サーバーの応答：",
      detail: "A title: for once",
    });
  });
});
