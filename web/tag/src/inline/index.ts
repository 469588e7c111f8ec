/** The chunk for the page's own flow: messages inside it, and changes of what the page itself says. */
import { handOver } from "../chunk_contract.ts";
import type { InlineChunk } from "../renderer/kit.ts";
import css from "./inline.css?inline";
import { createMessages } from "./messages.ts";
import { createRewriting } from "./rewriting.ts";

export const inline: InlineChunk = {
  css,
  create(kit) {
    const messages = createMessages(kit);
    const rewriting = createRewriting(kit);
    return {
      show: (item) => (item.content.type === "rewrite" ? rewriting : messages).show(item),
      takeDown(enrolment) {
        messages.takeDown(enrolment);
        rewriting.takeDown(enrolment);
      },
      isShown: (enrolment) => messages.isShown(enrolment) || rewriting.isShown(enrolment),
    };
  },
};

handOver("inline", inline);
