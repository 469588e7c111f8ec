/** The renderer chunk: hands its factory to the core through its own script element. */

import { handOver } from "../chunk_contract.ts";
import type { Format, ShowItem } from "../core/wire.ts";
import type { Renderer, RendererFactory } from "../renderer_contract.ts";
import { createInline } from "./inline.ts";
import { createOverlay } from "./overlay.ts";

const FORMATS: Format[] = ["modal", "corner", "bar", "inline"];

export const createRenderer: RendererFactory = (host, options) => {
  const overlay = createOverlay(host, options);
  const inline = createInline(host, options);
  const home = ({ format }: ShowItem): Renderer => (format === "inline" ? inline : overlay);
  return {
    show(item) {
      // A format of a newer server is shown in the gentlest way.
      home(item).show(FORMATS.indexOf(item.format) < 0 ? { ...item, format: "corner" } : item);
    },
    takeDown(enrolment) {
      overlay.takeDown(enrolment);
      inline.takeDown(enrolment);
    },
    isShown: (enrolment) => overlay.isShown(enrolment) || inline.isShown(enrolment),
  };
};

handOver("renderer", createRenderer);
