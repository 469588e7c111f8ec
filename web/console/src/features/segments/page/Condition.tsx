// What the segment asks: in words, and as it is written.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Code } from "../../../ui/CopyField";
import { ConditionText } from "../../../words/ConditionText";
import { conditionOf } from "../text";

export function Condition({ text }: { text: unknown }) {
  const { t } = useLingui();
  const [isWritten, setWritten] = useState(false);
  const condition = conditionOf(text);
  return (
    <>
      <ConditionText condition={condition} />
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={isWritten}
          onClick={() => setWritten(!isWritten)}
        >
          {isWritten ? <Trans>Hide the JSON</Trans> : <Trans>Show the JSON</Trans>}
        </Button>
      </div>
      {isWritten && <Code label={t`Condition`}>{JSON.stringify(condition, null, 2)}</Code>}
    </>
  );
}
