/** The renderer chunk: hands its factory to the core, and fetches further chunks when a message needs them. */

import { handOver } from "../chunk_contract.ts";
import type { ShowItem } from "../core/wire.ts";
import type { Renderer, RendererFactory } from "../renderer_contract.ts";
import { buildCard, isRich } from "./card.ts";
import { button, element, focusable } from "./elements.ts";
import { addStyles, adoptStyles, createHost } from "./host.ts";
import type { Kit } from "./kit.ts";
import { createOverlay } from "./overlay.ts";
import { watchSeen } from "./seen.ts";
import css from "./style.css?inline";
import { applyTheme } from "./theme.ts";

/** What stands over the page; a format of a newer server is shown in the gentlest of these ways. */
const OVERLAY_FORMAT = /^(modal|corner|bar|toast|fullscreen)$/;

export const createRenderer: RendererFactory = (host, options) => {
  addStyles(css);
  const kit: Kit = {
    host,
    element,
    button,
    focusable,
    watchSeen,
    createHost,
    dress({ node, root }, { content }) {
      adoptStyles(root, options.nonce);
      applyTheme(node, options.theme, content.theme);
    },
    buildCard: (item, onClose, onOpen) => buildCard(item, kit, onClose, onOpen),
  };
  const overlay = createOverlay(kit);
  let inline: Renderer | undefined;
  /** Items whose chunk is on its way, by enrolment. */
  const waiting = new Map<string, ShowItem>();

  const show = (item: ShowItem): void => {
    waiting.set(item.enrolment, item);
    const goOn = (): void => {
      if (waiting.get(item.enrolment) === item) show(item);
    };
    if (isRich(item.content) && !kit.rich) {
      host.useChunk("rich", ({ css, create, prepare }) => {
        addStyles(css);
        kit.rich = kit.rich ?? create(kit);
        prepare(item.content, goOn);
      });
    } else if (item.format === "inline" && !inline) {
      host.useChunk("inline", ({ css, create }) => {
        addStyles(css);
        inline = inline ?? create(kit);
        goOn();
      });
    } else {
      waiting.delete(item.enrolment);
      if (item.format === "inline") inline?.show(item);
      else overlay.show(OVERLAY_FORMAT.test(item.format) ? item : { ...item, format: "corner" });
    }
  };

  return {
    show,
    takeDown(enrolment) {
      waiting.delete(enrolment);
      overlay.takeDown(enrolment);
      inline?.takeDown(enrolment);
    },
    isShown: (enrolment) =>
      waiting.has(enrolment) || overlay.isShown(enrolment) || !!inline?.isShown(enrolment),
  };
};

handOver("renderer", createRenderer);
