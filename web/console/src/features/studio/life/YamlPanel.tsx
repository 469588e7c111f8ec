// The draft as YAML: to read, to take away, and to bring in what somebody wrote elsewhere. Bringing in is one change, which
// can be taken back like any other.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Textarea } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Answer } from "../../../ui/Answer";
import codes from "../../../ui/code.module.css";
import { TextSkeleton } from "../../../ui/Skeletons";
import { saveFile } from "../../../ui/saveFile";
import type { Text } from "../model/text";
import { fromYaml, toYaml } from "../model/yaml";
import { useStudio } from "../studio";
import classes from "./Publish.module.css";

export function YamlPanel({ close }: { close: () => void }) {
  const { text } = useStudio();
  const yaml = useQuery({ queryKey: ["draft as yaml", text], queryFn: () => toYaml(text), gcTime: 0 });
  return (
    <Answer query={yaml} skeleton={<TextSkeleton lines={16} />}>
      {(written) => <Editor written={written} close={close} />}
    </Answer>
  );
}

function Editor({ written, close }: { written: string; close: () => void }) {
  const { t } = useLingui();
  const { campaign, edit, mayEdit } = useStudio();
  const [typed, setTyped] = useState(written);
  const [wrong, setWrong] = useState<string | null>(null);
  const take = async () => {
    const found = await fromYaml(typed);
    if (!("texts" in found)) {
      return setWrong(
        found.line === null ? t`This is not readable YAML.` : t`Line ${found.line}: ${found.message}`,
      );
    }
    const campaigns = found.texts.filter((one) => one.kind === undefined || one.kind === "campaign");
    if (campaigns.length !== 1) return setWrong(t`One campaign is expected here.`);
    edit(() => withKey(campaigns[0] ?? {}, campaign));
    close();
  };
  return (
    <div className={classes.panel}>
      <Textarea
        label={t`The draft as YAML`}
        classNames={{ input: codes.pre ?? "" }}
        autosize
        minRows={16}
        maxRows={32}
        spellCheck={false}
        readOnly={!mayEdit}
        value={typed}
        error={wrong}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(null);
        }}
      />
      <Group gap="xs">
        {mayEdit && (
          <Button disabled={typed === written} onClick={() => void take()}>
            <Trans>Take it into the draft</Trans>
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile(`${campaign}.yaml`, typed)}
        >
          <Trans>Download</Trans>
        </Button>
      </Group>
    </div>
  );
}

/** The key belongs to the draft, whatever the text says. */
const withKey = (text: Text, key: string): Text => (text.key === key ? text : { ...text, key });
