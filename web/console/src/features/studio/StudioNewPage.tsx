// A new campaign: its name, then what it begins from. The draft is made at once, and the studio opens on it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileButton, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { campaignTexts, draftList } from "../../api/published";
import { usePageSearch } from "../../app/search";
import { ErrorView } from "../../ui/ErrorView";
import { useManner } from "../../ui/manner";
import { Page } from "../../ui/Page";
import { isKey } from "../../words/key";
import { nameOf } from "../../words/names";
import { putDraft, siteTextQuery, standing } from "./api";
import { freshCampaign, languageOf, phrasesIn } from "./model/fresh";
import { freeKey, keyFrom } from "./model/keys";
import { begunFrom, templates } from "./model/templates";
import type { Text } from "./model/text";
import { fromYaml } from "./model/yaml";
import classes from "./StudioNewPage.module.css";
import { Beginnings } from "./start/Beginnings";

/** `nothing`, `template <key>`, `copy`, or `yaml`. */
type Beginning = string;

export function StudioNewPage() {
  const { t } = useLingui();
  const [search] = usePageSearch();
  const from = search.from ?? null;
  const state = useBeginning(from);
  const { name, setName, key, setKey, isTaken, beginning, setBeginning, making, wrong } = state;
  const form = useRef<HTMLFormElement>(null);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (!state.begin()) form.current?.querySelector<HTMLElement>("[aria-invalid=true], input")?.focus();
  };
  return (
    <Page
      title={t`Make a campaign`}
      lead={t`First its name, then what it begins from. Nothing reaches a visitor before it is published.`}
      back={{ to: "/campaigns", label: t`Campaigns` }}
    >
      <form ref={form} className={classes.form} noValidate onSubmit={begin}>
        <div className={classes.names}>
          <TextInput
            label={t`Name of the campaign`}
            placeholder={t`For example: worries about shipping`}
            data-autofocus
            autoFocus
            value={name}
            error={wrong.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t`Key`}
            description={t`Made from the name. Public; it can be changed until it is published.`}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={key}
            error={isTaken ? t`Another campaign has this key.` : wrong.key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        </div>
        <Beginnings chosen={beginning} choose={setBeginning} />
        {beginning === "copy" && <CopyFrom {...state} />}
        {beginning === "yaml" && <Yaml {...state} />}
        {making.error && !isProblem(making.error, "version_conflict") ? (
          <ErrorView error={making.error} />
        ) : null}
        <div className={classes.foot}>
          <Button type="submit" loading={making.isPending}>
            <Trans>Begin</Trans>
          </Button>
        </div>
      </form>
    </Page>
  );
}

type State = ReturnType<typeof useBeginning>;

function useBeginning(from: string | null) {
  const { t } = useLingui();
  const { locale } = useManner();
  const navigate = useNavigate();
  const client = useQueryClient();
  const published = useQuery(campaignTexts).data?.texts ?? [];
  const drafts = useQuery(draftList).data?.drafts ?? [];
  const taken = useMemo(() => new Set([...published, ...drafts].map((one) => one.key)), [published, drafts]);
  const [name, setName] = useState("");
  const [own, setOwn] = useState<string | null>(null);
  const [beginning, setBeginning] = useState<Beginning>(from === null ? "nothing" : "copy");
  const [source, setSource] = useState(from);
  const [yaml, setYaml] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const key = own ?? freeKey(keyFrom(name), taken);
  const isTaken = own !== null && taken.has(own);

  const textFor = async (): Promise<Text> => {
    if (beginning === "copy" && source)
      return begunFrom((await standing(source))?.text ?? {}, key, name.trim());
    if (beginning === "yaml") return begunFrom(await campaignIn(yaml), key, name.trim());
    const shop = languageOf((await client.ensureQueryData(siteTextQuery)).text.locale);
    const ready = templates(locale, shop).find((one) => `template ${one.key}` === beginning);
    return ready ? begunFrom(ready.text, key, name.trim()) : freshCampaign(key, name.trim(), phrasesIn(shop));
  };
  const making = useMutation({
    mutationFn: async () => putDraft(key, await textFor(), 0, 0),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.drafts });
      await navigate({ to: "/campaigns/$key/edit", params: { key } });
    },
    onError: (problem) => {
      if (problem instanceof NotOneCampaign)
        setWrong({
          yaml:
            problem.line === null
              ? t`One campaign is expected here.`
              : t`Line ${problem.line}: ${problem.message}`,
        });
      if (isProblem(problem, "version_conflict")) setWrong({ key: t`Another campaign has this key.` });
    },
  });
  /** False where something is missing. */
  const begin = (): boolean => {
    const found: Wrong = {
      ...(name.trim() === "" ? { name: t`Please give it a name.` } : {}),
      ...(isKey(key) ? {} : { key: t`Letters, digits, - and _ only.` }),
      ...(beginning === "copy" && !source ? { source: t`Please choose one.` } : {}),
    };
    setWrong(found);
    if (Object.keys(found).length > 0 || isTaken) return false;
    making.mutate();
    return true;
  };
  return {
    name,
    setName: (to: string) => {
      setName(to);
      setWrong({});
    },
    key,
    setKey: (to: string) => setOwn(to === "" ? null : to),
    isTaken,
    beginning,
    setBeginning: (to: Beginning, called?: string) => {
      setBeginning(to);
      making.reset();
      // A ready campaign brings its name along where there is none yet.
      if (called && (name === "" || templates(locale, locale).some((one) => one.name === name)))
        setName(called);
    },
    source,
    setSource,
    yaml,
    setYaml,
    published,
    wrong,
    making,
    begin,
  };
}

interface Wrong {
  name?: string;
  key?: string;
  source?: string;
  yaml?: string;
}

class NotOneCampaign extends Error {
  constructor(
    message: string,
    readonly line: number | null,
  ) {
    super(message);
  }
}

async function campaignIn(yaml: string): Promise<Text> {
  const found = await fromYaml(yaml);
  if (!("texts" in found)) throw new NotOneCampaign(found.message, found.line);
  const [only, ...more] = found.texts.filter((one) => one.kind === undefined || one.kind === "campaign");
  if (!only || more.length > 0) throw new NotOneCampaign("", null);
  return only;
}

function CopyFrom({ source, setSource, published, wrong }: State) {
  const { t } = useLingui();
  return (
    <Select
      label={t`Which campaign`}
      searchable
      data={published.map((one) => ({ value: one.key, label: nameOf(one) }))}
      value={source}
      error={wrong.source}
      maw={480}
      onChange={setSource}
    />
  );
}

function Yaml({ yaml, setYaml, name, setName, wrong }: State) {
  const { t } = useLingui();
  const take = async (written: string) => {
    setYaml(written);
    if (name !== "") return;
    const found = await campaignIn(written).catch(() => null);
    if (typeof found?.name === "string") setName(found.name);
  };
  return (
    <YamlField
      label={t`The campaign as YAML`}
      value={yaml}
      error={wrong.yaml}
      onChange={(text) => void take(text)}
    />
  );
}

function YamlField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}) {
  return (
    <div className={classes.yaml}>
      <Textarea
        label={label}
        classNames={{ input: classes.written ?? "" }}
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <FileButton accept=".yaml,.yml,application/yaml" onChange={(file) => void file?.text().then(onChange)}>
        {(props) => (
          <Button {...props} variant="default" size="xs" className={classes.start}>
            <Trans>Choose a file</Trans>
          </Button>
        )}
      </FileButton>
    </div>
  );
}
