import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Radio, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { MadeKey, NewKey } from "../../api/types";
import { CopyField } from "../../ui/CopyField";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { ShownOnce } from "../../ui/ShownOnce";
import classes from "./keys.module.css";
import { kindNames } from "./kinds";

type Values = Required<NewKey>;
const empty: Values = { kind: "ingest", label: "" };

export function MakeKey() {
  const { t, i18n } = useLingui();
  const { needed } = useChecks();
  const answers = useQueryClient();
  const [made, setMade] = useState<MadeKey | null>(null);
  const fields = useFields<Values>(empty, ({ label }) => onlyWrong({ label: needed(label) }));
  const make = useMutation({
    mutationFn: (body: Values) => api.post("/api/keys", { body }),
    onSuccess: (key) => {
      setMade(key);
      fields.reset(empty);
      return answers.invalidateQueries({ queryKey: keys.apiKeys });
    },
  });
  if (made) {
    return (
      <ShownOnce title={t`The key is made`} onDone={() => setMade(null)}>
        <p>
          <Trans>
            It is shown this once; Kizukai keeps only its fingerprint. Put it into the program that needs it
            now.
          </Trans>
        </p>
        <CopyField label={t`Secret of “${made.label}”`} value={made.secret} />
      </ShownOnce>
    );
  }
  return (
    <Form
      onSubmit={fields.onSubmit((values) => make.mutate(values))}
      problem={make.error}
      actions={
        <Button type="submit" loading={make.isPending}>
          <Trans>Make a key</Trans>
        </Button>
      }
    >
      <TextInput
        label={t`What it is for`}
        placeholder={t`Shop back end`}
        autoComplete="off"
        {...fields.text("label")}
      />
      <Radio.Group
        label={t`What it may do`}
        value={fields.values.kind}
        onChange={(kind) => fields.set("kind", kind as Values["kind"])}
      >
        <div className={classes.kinds}>
          {(Object.keys(kindNames) as Values["kind"][]).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={i18n._(kindNames[kind].name)}
              description={i18n._(kindNames[kind].may)}
            />
          ))}
        </div>
      </Radio.Group>
    </Form>
  );
}
