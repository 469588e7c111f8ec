// The shop's own look, read from one of its pages: opened with a link of its own, the page tells its colours, corners and
// font, and shows a message in them.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Loader, Popover, TextInput } from "@mantine/core";
import { IconColorPicker, IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { api } from "../../api/client";
import { isWebAddress, rememberShop, shopLink, useShopOrigin } from "../../api/shop";
import type { PageLook } from "../../api/types";
import { ErrorView } from "../../ui/ErrorView";
import { onAccent } from "./colours";
import { FIRST_PRESET, isPreset, PRESETS, type PresetName, resolved } from "./presets";
import classes from "./ReadFromShop.module.css";

/** The page's own colours and corners, over a ready look where it told none. */
export interface ReadTheme {
  preset: PresetName;
  accent?: string;
  surface?: string;
  text?: string;
  radius?: number;
}

function themeOf({ theme }: PageLook): ReadTheme {
  const { preset, accent, surface, text, radius } = theme;
  return {
    preset: isPreset(preset) ? preset : FIRST_PRESET,
    ...(accent && { accent }),
    ...(surface && { surface }),
    ...(text && { text }),
    ...(typeof radius === "number" && { radius }),
  };
}

interface ReadFromShopProps {
  onRead: (theme: ReadTheme) => void;
  /** Where the shop's pages are, as the settings name it. */
  origin?: string | undefined;
}

const ASK_EVERY_MS = 1_500;

export function ReadFromShop(props: ReadFromShopProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      trapFocus
      returnFocus
      withArrow
      shadow="md"
      width={340}
      position="bottom-start"
    >
      <Popover.Target>
        <Button
          className={classes.start}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconColorPicker size={16} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          <Trans>Read from the shop’s page</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Read from the shop’s page`}>
        {isOpen && <Reading {...props} onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Reading({ onRead, onDone, origin }: ReadFromShopProps & { onDone: () => void }) {
  const { t } = useLingui();
  const shop = useShopOrigin(origin);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpened, setOpened] = useState(false);
  const link = useQuery({
    queryKey: ["page-look"],
    queryFn: () => api.post("/api/page-looks"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const token = link.data?.token ?? "";
  const answer = useQuery({
    queryKey: ["page-look", token],
    queryFn: ({ signal }) => api.get("/api/page-looks/{token}", { path: { token }, signal }),
    enabled: isOpened && token !== "",
    refetchInterval: ({ state }) => (state.data?.read ? false : ASK_EVERY_MS),
    refetchIntervalInBackground: true,
    gcTime: 0,
  });
  const page = typed ?? (shop ? `${shop}/` : "");
  const isAddress = isWebAddress(page);
  const address = isAddress && link.data ? shopLink(page, link.data.parameter, token) : undefined;
  const error = link.error ?? answer.error;
  const read = answer.data?.read;
  if (error) return <ErrorView error={error} />;
  if (read) {
    const theme = themeOf(read);
    const take = () => {
      onRead(theme);
      onDone();
    };
    return <Found read={read} theme={theme} onTake={take} />;
  }
  return (
    <div className={classes.panel}>
      <p className={classes.soft}>
        <Trans>
          Opens a page of your shop, which tells its colours, its corners and its font. Only you see that, and
          nothing is counted.
        </Trans>
      </p>
      <TextInput
        data-autofocus
        label={t`Page of the shop`}
        placeholder="https://shop.example/"
        value={page}
        error={page !== "" && !isAddress ? t`A whole address, with https://` : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {address ? (
        <Button
          component="a"
          href={address}
          target="_blank"
          rel="noopener"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => {
            rememberShop(page);
            setOpened(true);
          }}
        >
          <Trans>Open the page and read it</Trans>
        </Button>
      ) : (
        <Button disabled loading={link.isPending}>
          <Trans>Open the page and read it</Trans>
        </Button>
      )}
      <p className={classes.waiting} role="status">
        {isOpened && (
          <>
            <Loader size={14} aria-hidden />
            <Trans>Waiting for the page. It has to have the tag in it.</Trans>
          </>
        )}
      </p>
    </div>
  );
}

function Found({ read, theme, onTake }: { read: PageLook; theme: ReadTheme; onTake: () => void }) {
  const { light } = resolved(theme);
  const radius = theme.radius ?? PRESETS[theme.preset].radius;
  const { font, path } = read;
  const about = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className={classes.panel}>
      <div
        className={classes.found}
        style={{ background: light.surface, color: light.text, borderRadius: radius }}
      >
        <span style={{ fontFamily: font ? `"${font.replaceAll('"', "")}"` : undefined }}>
          <Trans>May we help you?</Trans>
        </span>
        <span
          className={classes.pressed}
          style={{ background: light.accent, color: onAccent(light.accent), borderRadius: radius }}
        >
          <Trans>Yes, please</Trans>
        </span>
      </div>
      <p id={about} className={classes.soft}>
        {font ? (
          <Trans>
            Read from {path}. Its font, {font}, is always taken from the page itself.
          </Trans>
        ) : (
          <Trans>Read from {path}. The font is always taken from the page itself.</Trans>
        )}
      </p>
      <Button ref={button} aria-describedby={about} onClick={onTake}>
        <Trans>Use this look</Trans>
      </Button>
    </div>
  );
}
