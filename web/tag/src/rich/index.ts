/** The chunk for what is more than words, pictures and choices: video, coupon, countdown, and every kind of form. */
import { handOver } from "../chunk_contract.ts";
import type { RichChunk } from "../renderer/kit.ts";
import { buildCountdown, prepareCountdown } from "./countdown.ts";
import { buildCoupon } from "./coupon.ts";
import { buildForm } from "./form.ts";
import css from "./rich.css?inline";
import { buildVideo } from "./video.ts";

export const rich: RichChunk = {
  css,
  prepare: prepareCountdown,
  create: (kit) => ({
    media: (content) => buildVideo(content, kit),
    extras: (content) => [buildCountdown(content, kit), buildCoupon(content, kit)],
    form: (content, labelId, onAnswer) => buildForm(content, labelId, kit, onAnswer),
  }),
};

handOver("rich", rich);
