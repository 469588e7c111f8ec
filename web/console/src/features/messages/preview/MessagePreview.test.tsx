import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Asked, Told } from "../../../../../tag/src/preview/protocol";
import type { Step } from "../step/shape";
import { MessagePreview, type MessagePreviewProps } from "./MessagePreview";

// A busy machine takes longer than the usual second; who fails still fails.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));
afterEach(cleanup);

const STEP: Step = {
  type: "message",
  format: "corner",
  title: "{{ traits.name | default('お客様') }}、お困りですか",
  choices: [{ key: "size", label: "サイズについて" }],
};
const CONTENT = { format: "corner", content: { type: "message", title: "お客様、お困りですか" } };

let asked: { url: string; body: Record<string, unknown> }[];
let answer: () => Response;
beforeEach(() => {
  asked = [];
  answer = () => Response.json(CONTENT);
  vi.stubGlobal("fetch", async (url: string, { body }: RequestInit) => {
    asked.push({ url, body: JSON.parse(String(body)) as Record<string, unknown> });
    return answer();
  });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  // The frame has an empty page: what the preview would say is said by the test.
  const { happyDOM } = window as unknown as { happyDOM: { settings: Record<string, boolean> } };
  happyDOM.settings.disableIframePageLoading = false;
  happyDOM.settings.enableIframePageLoading = true;
  vi.spyOn(HTMLIFrameElement.prototype, "src", "get").mockReturnValue("about:blank");
});

function open(more: Partial<MessagePreviewProps> = {}) {
  const answers = new QueryClient();
  return render(
    <MantineProvider env="test">
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={answers}>
          <MessagePreview campaign="cart" step={STEP} language="ja" {...more} />
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>,
  );
}
const frame = () => screen.getByTitle("How the message looks") as HTMLIFrameElement;
const tell = (data: Told, source: unknown = frame().contentWindow) =>
  act(async () => {
    dispatchEvent(new MessageEvent("message", { data, origin: location.origin, source: source as Window }));
  });
/** Waits until the frame has been given what the server made: what is pressed before that belongs to nothing. */
async function shown() {
  const given = vi.spyOn(frame().contentWindow as Window, "postMessage").mockImplementation(() => {});
  await tell({ kizukai: "ready" });
  await waitFor(() => {
    const steps = given.mock.calls.map(([message]) => (message as Asked & { kizukai: "show" }).step);
    expect(steps).toContainEqual(CONTENT);
  });
}

describe("the preview", () => {
  test("asks the server what the step becomes for somebody unknown, then for somebody known", async () => {
    open({ traits: [{ name: "name", values: ["佐藤"] }], until: "2026-12-25T00:00:00+09:00" });
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toEqual({
      url: "/api/render",
      body: { step: STEP, locale: "ja", until: "2026-12-25T00:00:00+09:00" },
    });
    fireEvent.click(screen.getByLabelText("Somebody known"));
    await waitFor(() => expect(asked.at(-1)?.body.traits).toEqual({ name: "佐藤" }));
    fireEvent.change(screen.getByLabelText("name"), { target: { value: "恵" } });
    await waitFor(() => expect(asked.at(-1)?.body.traits).toEqual({ name: "恵" }));
  });

  test("says what was pressed and where that leads, and nothing that another window says", async () => {
    const acts: unknown[] = [];
    open({ onAct: (what) => acts.push(what), leadsTo: () => "to the size guide" });
    await shown();
    await tell({ kizukai: "answer", payload: { choice: "none" } }, window);
    expect(acts).toEqual([]);
    await tell({ kizukai: "answer", payload: { choice: "size" } });
    expect(acts).toEqual([{ kizukai: "answer", payload: { choice: "size" } }]);
    expect(screen.getByText(/サイズについて/)).toBeTruthy();
    expect(screen.getByText(/to the size guide/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show it again" }));
    expect(screen.queryByText(/to the size guide/)).toBeNull();
  });

  test("says that a text cannot be shown as it is", async () => {
    answer = () => Response.json({ code: "text_refused", title: "no" }, { status: 422 });
    open();
    expect(await screen.findByText(/As it is written now it cannot be shown/)).toBeTruthy();
  });
});
