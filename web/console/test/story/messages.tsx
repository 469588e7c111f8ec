// The parts of the message designer beside each other, without the studio around them: /console/test/story/messages.html while
// `npm run dev` runs. `?lang=en`, `?step=<JSON>`. Never built.

import "@mantine/core/styles.layer.css";
import "../../src/app/base.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "../../src/api/query";
import { type Locale, loadWords, speak } from "../../src/app/i18n";
import { cssVariables, theme } from "../../src/app/theme";
import { MessageDesigner } from "../../src/features/messages/MessageDesigner";
import { MessagePreview } from "../../src/features/messages/preview/MessagePreview";
import type { Step } from "../../src/features/messages/step/shape";

const search = new URLSearchParams(location.search);
const FIRST: Step = {
  type: "message",
  format: "corner",
  title: { ja: "サイズでお迷いですか", en: "Unsure about the size?" },
  body: "{{ traits.name | default('お客様') }}のいつもの服から、お選びするお手伝いができます。",
  choices: [
    { key: "size", label: { ja: "サイズの選び方", en: "How to choose" }, next: "size" },
    { key: "none", label: "大丈夫です", next: "end" },
  ],
};
const TRAITS = [
  { name: "name", values: ["佐藤 恵"] },
  { name: "rank", values: ["ゴールド"] },
];

function Story() {
  const [step, setStep] = useState<Step>(() => JSON.parse(search.get("step") ?? "null") ?? FIRST);
  const [language, setLanguage] = useState("ja");
  Object.assign(window, { step });
  return (
    <main style={{ padding: 16, maxWidth: 1240, margin: "0 auto" }}>
      <h1 style={{ fontSize: 22 }}>Story</h1>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 32, alignItems: "flex-start" }}>
        <div style={{ flex: "1 1 420px", minWidth: 0 }}>
          <MessageDesigner
            step={step}
            onChange={setStep}
            languages={["ja", "en"]}
            language={language}
            onLanguage={setLanguage}
            traits={TRAITS}
            leadsTo={(way) =>
              way.kind === "choice" ? <small>→ {step.choices?.[way.index]?.next ?? "end"}</small> : null
            }
            upload={async () => ({ url: "/media/none.png", width: 1, height: 1 })}
          />
        </div>
        <div style={{ flex: "1 1 375px", minWidth: 0, maxWidth: 640 }}>
          <MessagePreview
            campaign="story"
            step={step}
            language={language}
            languages={["ja", "en"]}
            onLanguage={setLanguage}
            traits={TRAITS}
            leadsTo={() => "→ size"}
          />
        </div>
      </div>
    </main>
  );
}

await speak((search.get("lang") ?? "ja") as Locale);
await loadWords("messages");
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <I18nProvider i18n={i18n}>
          <Story />
        </I18nProvider>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
