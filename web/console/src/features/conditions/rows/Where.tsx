// What must be true of an event: a line that opens on demand.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useBuilder } from "../builder";
import { add } from "../model/edit";
import { blank, type Group } from "../model/tree";
import { GroupView } from "./GroupView";

export function Where({ of, event }: { of: { where: Group }; event: string }) {
  const { t } = useLingui();
  const { edit, focus } = useBuilder();
  const { where } = of;
  const begin = () => {
    const row = blank();
    edit((root) => add(root, where.id, row));
    focus(row.id);
  };
  if (where.pieces.length === 0) {
    return (
      <div>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconFilter size={14} aria-hidden />}
          onClick={begin}
        >
          <Trans>Only certain ones</Trans>
        </Button>
      </div>
    );
  }
  return <GroupView group={where} scope="event" event={event} label={t`Only those for which`} isNested />;
}
