// A picture: chosen from the operator's machine where it can be kept, else named by its address; and what it shows.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { type Picture, put, type Text } from "../step/shape";
import { useDesigner } from "./context";
import classes from "./designer.module.css";
import { PlainField } from "./Part";
import { TextField } from "./TextField";

const KINDS = "image/png,image/jpeg,image/webp,image/gif";
/** Of the file that is sent. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface PictureFieldsProps {
  path: string;
  picture: Picture;
  onChange: (picture: Picture) => void;
}

export function PictureFields({ path, picture, onChange }: PictureFieldsProps) {
  const { upload, isDisabled } = useDesigner();
  const { t } = useLingui();
  const decorates = picture.alt === "";
  const alt = (text: Text | undefined) => onChange(put(picture, "alt", text));
  // Another picture has another shape.
  const address = (src: string) =>
    onChange({ ...put(put(picture, "width", undefined), "height", undefined), src });
  return (
    <>
      {upload && <Upload picture={picture} onChange={onChange} upload={upload} />}
      <PlainField
        path={`${path}.src`}
        label={t`Address of the picture`}
        placeholder="https://shop.example/images/shirt.jpg"
        value={picture.src}
        onChange={address}
      />
      {!decorates && (
        <TextField
          path={`${path}.alt`}
          label={t`What it shows`}
          description={t`Read aloud to those who do not see it.`}
          placeholder={t`For example: a folded linen shirt`}
          value={picture.alt}
          onChange={alt}
        />
      )}
      <Checkbox
        label={t`It only decorates`}
        size="xs"
        disabled={isDisabled}
        checked={decorates}
        onChange={(event) => alt(event.currentTarget.checked ? "" : undefined)}
      />
    </>
  );
}

function Upload({
  picture,
  onChange,
  upload,
}: {
  picture: Picture;
  onChange: (picture: Picture) => void;
  upload: NonNullable<ReturnType<typeof useDesigner>["upload"]>;
}) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  const [state, setState] = useState<"idle" | "sending" | "failed" | "large">("idle");
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      setState("large");
      return;
    }
    setState("sending");
    try {
      const { url, width, height } = await upload(file);
      // Shops stand elsewhere: their pages need the whole address.
      onChange({ ...picture, src: new URL(url, location.origin).href, width, height });
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <section
      className={classes.drop}
      aria-label={t`Picture file`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {picture.src !== "" && <img className={classes.thumb} src={picture.src} alt="" />}
      <FileButton accept={KINDS} onChange={(file) => void take(file)} disabled={isDisabled}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="xs"
            loading={state === "sending"}
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {picture.src === "" ? <Trans>Choose a picture</Trans> : <Trans>Choose another picture</Trans>}
          </Button>
        )}
      </FileButton>
      <span className={classes.small} aria-live="polite">
        {state === "failed" && <Trans>It could not be kept. Try once more, or another file.</Trans>}
        {state === "large" && <Trans>At most 8 MB.</Trans>}
        {state === "idle" && <Trans>PNG, JPEG, WebP or GIF; or drop it here.</Trans>}
      </span>
    </section>
  );
}
