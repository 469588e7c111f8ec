/** A film with the browser's own controls. It never starts by itself, and fetches no more than its first frame. */
import type { Content } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";

export function buildVideo({ video }: Content, { element, host }: Kit): HTMLElement | undefined {
  const src = host.safeUrl(video?.src);
  if (!video || !src) return undefined;
  const captions = video.captions;
  const captionsUrl = host.safeUrl(captions?.src);
  return element(
    "video",
    {
      src: src.href,
      poster: host.safeUrl(video.poster)?.href,
      controls: true,
      playsinline: true,
      preload: "metadata",
      "aria-label": video.alt,
      // Captions of another origin load only when the film is asked for across origins too.
      crossorigin: !!captionsUrl && captionsUrl.origin !== location.origin && "anonymous",
    },
    captions &&
      captionsUrl &&
      element("track", {
        kind: "captions",
        src: captionsUrl.href,
        srclang: captions.lang,
        label: captions.label,
        default: true,
      }),
  );
}
