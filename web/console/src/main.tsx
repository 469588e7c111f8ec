// Where the browser starts: the words first, then the page.

import "./app/reset.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app/base.css";
import { i18n } from "@lingui/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { speak, wishedLocale } from "./app/i18n";

const place = document.getElementById("root");
if (!place) throw new Error("the page has no #root");
await speak(wishedLocale());
createRoot(place).render(
  <StrictMode>
    <App i18n={i18n} />
  </StrictMode>,
);
