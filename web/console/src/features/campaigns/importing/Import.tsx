// Takes YAML in: first a rehearsal that says what would change and which phases it cuts, then the publication itself.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileButton, Group, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import { isProblem } from "../../../api/problem";
import { ErrorView } from "../../../ui/ErrorView";
import { useNotify } from "../../../ui/notify";
import { SidePanel } from "../../../ui/SidePanel";
import classes from "./Import.module.css";
import { Preview } from "./Preview";

export function Import() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        <Trans>Import YAML</Trans>
      </Button>
      <SidePanel isOpen={isOpen} onClose={() => setOpen(false)} title={t`Import YAML`} width={640}>
        {isOpen && <ImportForm close={() => setOpen(false)} />}
      </SidePanel>
    </>
  );
}

const publish = (yaml: string, isRehearsal: boolean) =>
  api.post("/api/publish", { body: yaml, query: isRehearsal ? { dry_run: true } : {} });

function ImportForm({ close }: { close: () => void }) {
  const { t } = useLingui();
  const { done, refused } = useNotify();
  const client = useQueryClient();
  const [yaml, setYaml] = useState("");
  const rehearsal = useMutation({ mutationFn: (text: string) => publish(text, true) });
  const publication = useMutation({
    mutationFn: (text: string) => publish(text, false),
    onSuccess: async () => {
      await Promise.all(
        [keys.campaigns, keys.segments, keys.site].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      done(t`Published. Every later visit is decided by it.`);
      close();
    },
    onError: (problem) => {
      if (!isProblem(problem, "text_refused")) refused(problem);
    },
  });
  const take = (text: string) => {
    setYaml(text);
    publication.reset();
    rehearsal.reset();
    if (text.trim() !== "") rehearsal.mutate(text);
  };
  const change = (text: string) => {
    setYaml(text);
    publication.reset();
    rehearsal.reset();
  };
  const wouldChange = rehearsal.data?.texts.some((text) => text.changed) ?? false;
  return (
    <div className={classes.form}>
      <DropPlace take={take} />
      <Textarea
        label={t`Or paste it here`}
        classNames={{ input: classes.text }}
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        value={yaml}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {rehearsal.error && <ErrorView error={rehearsal.error} />}
      {publication.error && <ErrorView error={publication.error} />}
      {rehearsal.data && <Preview publications={rehearsal.data} />}
      <Group justify="flex-end" gap="xs">
        <Button
          variant={rehearsal.data ? "default" : "filled"}
          disabled={yaml.trim() === ""}
          loading={rehearsal.isPending}
          onClick={() => take(yaml)}
        >
          <Trans>See what would change</Trans>
        </Button>
        {rehearsal.data && (
          <Button
            disabled={!wouldChange}
            loading={publication.isPending}
            onClick={() => publication.mutate(yaml)}
          >
            <Trans>Publish</Trans>
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Several files are read as one stream of texts. */
async function joined(files: readonly File[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => file.text()));
  return texts.join("\n---\n");
}

function DropPlace({ take }: { take: (text: string) => void }) {
  const [isOver, setOver] = useState(false);
  const read = async (files: readonly File[]) => {
    if (files.length > 0) take(await joined(files));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by keyboard
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span>
        <Trans>Drop YAML files here</Trans>
      </span>
      <FileButton multiple accept=".yaml,.yml,application/yaml" onChange={(files) => void read(files)}>
        {(props) => (
          <Button {...props} variant="default" size="xs">
            <Trans>Choose files</Trans>
          </Button>
        )}
      </FileButton>
    </div>
  );
}
