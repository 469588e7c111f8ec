// The draft on the shop's own page, for whoever opens the link: an hour long, in no figure, and nobody else sees it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Popover, Select, Switch, TextInput } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isWebAddress, rememberShop, shopLink, useShopOrigin } from "../../../api/shop";
import { CopyField } from "../../../ui/CopyField";
import { ErrorView } from "../../../ui/ErrorView";
import { isRecord } from "../../../words/words";
import { startPreview } from "../api";
import { armKey, armsOf } from "../model/arms";
import { textList } from "../model/text";
import type { HeaderProps } from "../StudioHeader";
import { useStudio } from "../studio";
import classes from "./Publish.module.css";

export function ShopPreview({ keeper }: Pick<HeaderProps, "keeper">) {
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
      width={360}
      position="bottom-end"
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          <Trans>Try it in the shop</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Try it in the shop`}>
        {isOpen && <Form keeper={keeper} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Form({ keeper }: Pick<HeaderProps, "keeper">) {
  const { t } = useLingui();
  const { campaign, text, vocabulary, site } = useStudio();
  const [named] = isRecord(site) ? textList(site.origins) : [];
  const shop = useShopOrigin(named);
  const [page, setPage] = useState<string | null>(null);
  const [arm, setArm] = useState<string | null>(null);
  const [isAtOnce, setAtOnce] = useState(true);
  const [isAnyone, setAnyone] = useState(true);
  const address = page ?? (shop ? `${shop}${vocabulary.pages[0]?.path ?? "/"}` : "");
  const making = useMutation({
    mutationFn: async () => {
      await keeper.flush();
      const { token, parameter } = await startPreview(campaign, {
        arm,
        at_once: isAtOnce,
        as_anyone: isAnyone,
      });
      rememberShop(address);
      return shopLink(address, parameter, token);
    },
  });
  const arms = armsOf(text).map(armKey);
  if (making.data) {
    return (
      <div className={classes.panel}>
        <p className={classes.soft}>
          <Trans>
            The link works for an hour, also on a phone. Nobody else sees it, and nothing is counted.
          </Trans>
        </p>
        <CopyField label={t`Link to the shop`} value={making.data} />
        <Button component="a" href={making.data} target="_blank" rel="noopener">
          <Trans>Open the shop</Trans>
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.panel}>
      <TextInput
        data-autofocus
        label={t`Page of the shop`}
        placeholder="https://shop.example/"
        value={address}
        error={address !== "" && !isWebAddress(address) ? t`A whole address, with https://` : undefined}
        onChange={(event) => setPage(event.currentTarget.value)}
      />
      {arms.length > 1 && (
        <Select
          label={t`Which arm`}
          data={arms}
          value={arm}
          placeholder={t`Drawn by lot`}
          clearable
          comboboxProps={{ withinPortal: false }}
          onChange={setArm}
        />
      )}
      <Switch
        label={t`At once, whatever the moment is`}
        checked={isAtOnce}
        onChange={(event) => setAtOnce(event.currentTarget.checked)}
      />
      <Switch
        label={t`Whoever I am`}
        checked={isAnyone}
        onChange={(event) => setAnyone(event.currentTarget.checked)}
      />
      {making.error && <ErrorView error={making.error} />}
      <Button disabled={!isWebAddress(address)} loading={making.isPending} onClick={() => making.mutate()}>
        <Trans>Make the link</Trans>
      </Button>
    </div>
  );
}
