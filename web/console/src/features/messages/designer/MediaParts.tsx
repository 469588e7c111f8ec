// What a message may hold besides words: a picture, a film, a coupon, the time left. Each is there only where it is used.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, SegmentedControl } from "@mantine/core";
import { IconClock, IconMovie, IconPhoto, IconTicket } from "@tabler/icons-react";
import { useManner } from "../../../ui/manner";
import { kindOf } from "../step/kinds";
import { fromLocal, toLocal } from "../step/moments";
import { put, type Step } from "../step/shape";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";
import { Part, PlainField } from "./Part";
import { PictureFields } from "./PictureFields";
import { TextField } from "./TextField";

type Media = "image" | "video" | "coupon" | "countdown";
const NEW: { [M in Media]: NonNullable<Step[M]> } = {
  image: { src: "" },
  video: { src: "" },
  coupon: { code: "" },
  countdown: { until: "schedule" },
};

export function MediaParts() {
  const { step } = useDesigner();
  return (
    <>
      {step.image && <ImagePart />}
      {step.video && <VideoPart />}
      {step.coupon && <CouponPart />}
      {step.countdown && <CountdownPart />}
    </>
  );
}

/** One button for each part that is not used yet. */
export function AddMedia() {
  const { step, change, isDisabled } = useDesigner();
  const { t } = useLingui();
  const all: { name: Media; label: string; Icon: typeof IconPhoto }[] = [
    { name: "image", label: t`Picture`, Icon: IconPhoto },
    { name: "video", label: t`Film`, Icon: IconMovie },
    { name: "coupon", label: t`Coupon`, Icon: IconTicket },
    { name: "countdown", label: t`Time left`, Icon: IconClock },
  ];
  const free = all.filter(({ name }) => step[name] === undefined);
  if (free.length === 0) return null;
  return (
    <div className={classes.adding}>
      <span className={classes.small}>
        <Trans>Add:</Trans>
      </span>
      {free.map(({ name, label, Icon }) => (
        <Button
          key={name}
          variant="default"
          size="xs"
          disabled={isDisabled}
          leftSection={<Icon size={14} aria-hidden />}
          onClick={() => {
            change(put(step, name, NEW[name]));
            requestAnimationFrame(() =>
              document
                .querySelector<HTMLElement>(`[data-part="${name}"] :is(input, textarea, select)`)
                ?.focus(),
            );
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

/** On a phone these keep to a part of the screen, and leave their picture out (the tag's style.css). */
const WIDE_ONLY: readonly string[] = ["corner", "bar"];

function ImagePart() {
  const { step } = useDesigner();
  const [image, set] = usePart("image");
  const { t } = useLingui();
  if (!image) return null;
  return (
    <Part name="image" title={t`Picture`} onRemove={() => set(undefined)}>
      <PictureFields path="image" picture={image} onChange={set} />
      {WIDE_ONLY.includes(kindOf(step)) && (
        <p className={classes.small}>
          <Trans>On a phone this format has no room for a picture: it is seen on wide screens.</Trans>
        </p>
      )}
    </Part>
  );
}

function VideoPart() {
  const [video, set] = usePart("video");
  const { language } = useDesigner();
  const { t } = useLingui();
  if (!video) return null;
  const { captions } = video;
  const setCaptions = (src: string) =>
    set(
      put(
        video,
        "captions",
        src === "" ? undefined : { lang: language, label: t`Captions`, ...captions, src },
      ),
    );
  return (
    <Part name="video" title={t`Film`} onRemove={() => set(undefined)}>
      <PlainField
        path="video.src"
        label={t`Address of the film`}
        placeholder="https://shop.example/films/care.mp4"
        value={video.src}
        onChange={(src) => set({ ...video, src })}
      />
      <PlainField
        path="video.poster"
        label={t`Picture before it starts`}
        placeholder="https://shop.example/images/care.jpg"
        value={video.poster}
        onChange={(poster) => set(put(video, "poster", poster || undefined))}
      />
      <TextField
        path="video.alt"
        label={t`What it shows`}
        description={t`Read aloud to those who do not see it.`}
        value={video.alt}
        onChange={(alt) => set(put(video, "alt", alt))}
      />
      <PlainField
        path="video.captions"
        label={t`Address of the captions (WebVTT)`}
        placeholder="https://shop.example/films/care.vtt"
        value={captions?.src}
        onChange={setCaptions}
      />
    </Part>
  );
}

function CouponPart() {
  const [coupon, set] = usePart("coupon");
  const { t } = useLingui();
  if (!coupon) return null;
  return (
    <Part name="coupon" title={t`Coupon`} onRemove={() => set(undefined)}>
      <TextField
        path="coupon.code"
        label={t`Code`}
        placeholder="HAJIMETE-500"
        value={coupon.code}
        onChange={(code) => set({ ...coupon, code: code ?? "" })}
        hasVariables
      />
      <TextField
        path="coupon.note"
        label={t`Conditions`}
        placeholder={t`For example: from 5,000 yen, until the end of the month`}
        value={coupon.note}
        onChange={(note) => set(put(coupon, "note", note))}
      />
      <TextField
        path="coupon.label"
        label={t`Button that copies it`}
        placeholder={t`Copy code`}
        value={coupon.label}
        onChange={(label) => set(put(coupon, "label", label))}
      />
      <TextField
        path="coupon.copied"
        label={t`What the button says then`}
        placeholder={t`Copied`}
        value={coupon.copied}
        onChange={(copied) => set(put(coupon, "copied", copied))}
      />
    </Part>
  );
}

function CountdownPart() {
  const [countdown, set] = usePart("countdown");
  const { isDisabled } = useDesigner();
  const { timezone } = useManner();
  const { t } = useLingui();
  if (!countdown) return null;
  const bySchedule = countdown.until === "schedule";
  return (
    <Part name="countdown" title={t`Time left`} onRemove={() => set(undefined)}>
      <p className={classes.about}>
        <Trans>
          Counts down to a deadline that is real: for everybody the same, and it does not begin anew.
        </Trans>
      </p>
      <SegmentedControl
        size="xs"
        className={classes.start}
        aria-label={t`Deadline`}
        disabled={isDisabled}
        value={bySchedule ? "schedule" : "moment"}
        onChange={(value) => set(put(countdown, "until", value === "schedule" ? "schedule" : undefined))}
        data={[
          { value: "schedule", label: t`End of the campaign` },
          { value: "moment", label: t`A moment of its own` },
        ]}
      />
      {bySchedule ? (
        <Findings path="countdown.until" />
      ) : (
        <PlainField
          path="countdown.until"
          label={t`Until (${timezone})`}
          type="datetime-local"
          value={toLocal(countdown.until, timezone)}
          onChange={(value) => set(put(countdown, "until", fromLocal(value, timezone)))}
        />
      )}
      <TextField
        path="countdown.label"
        label={t`Before the time`}
        placeholder={t`For example: ends in`}
        value={countdown.label}
        onChange={(label) => set(put(countdown, "label", label))}
      />
      <TextField
        path="countdown.ended"
        label={t`Once it is over`}
        value={countdown.ended}
        onChange={(ended) => set(put(countdown, "ended", ended))}
      />
    </Part>
  );
}
