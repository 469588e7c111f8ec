/** Campaigns of the tests' own: one message when the page tracks an event, to everybody, as often as asked. */
import type { Admin, Text } from "./admin.ts";

export type Format = "modal" | "corner" | "bar" | "toast" | "inline" | "fullscreen";

/** A campaign that speaks at once when the page tracks `event`. */
export function onEvent(event: string, steps: Text, more: Text = {}): Text {
  return speaking({ on: "event", name: event }, steps, more);
}

/** A campaign that speaks when the tag reports a signal. */
export function onSignal(name: string, params: Text, steps: Text, more: Text = {}): Text {
  return speaking({ on: "signal", name, params }, steps, more);
}

/** Leaves one campaign running: the one that waits for this signal. */
export async function armOnly(admin: Admin, signal: string, params: Text): Promise<void> {
  await admin.pauseAll();
  await admin.putCampaign(`on-${signal.replaceAll("_", "-")}`, onSignal(signal, params, twoSteps("corner")));
}

function speaking(trigger: Text, steps: Text, more: Text): Text {
  const [start] = Object.keys(steps);
  return {
    status: "running",
    control: 0,
    trigger,
    arms: [{ key: "only", scenario: { start, steps } }],
    ...more,
  };
}

/** One message with two answers, the first of which leads to a second step of the same format. */
export function twoSteps(format: Format, more: Text = {}): Text {
  return {
    first: {
      type: "message",
      format,
      title: "ひとつめのご案内",
      body: "送料や返品のことで、気がかりはありますか。",
      choices: [
        { key: "more", label: "くわしく", next: "second" },
        { key: "none", label: "大丈夫です", next: "end" },
      ],
      ...more,
    },
    second: {
      type: "message",
      format,
      title: "ふたつめのご案内",
      body: "お届けから30日以内でしたら、返品できます。",
      choices: [{ key: "ok", label: "わかりました", next: "end" }],
      ...more,
    },
  };
}
