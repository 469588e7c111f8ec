// A chapter of the handbook, as it is in this version: what figures mean and how they are reckoned. No network is needed.

import { useLingui } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { useManner } from "../../ui/manner";
import { Page } from "../../ui/Page";
import { Scroll } from "../../ui/Scroll";
import { TextSkeleton } from "../../ui/Skeletons";
import classes from "./help.module.css";
import { type Block, blocksOf, inlinesOf } from "./markdown";

const CHAPTERS = import.meta.glob<string>("../../../../../docs/{ja,en}/effects.md", {
  query: "?raw",
  import: "default",
});

const chapterFile = (chapter: string, locale: string) =>
  CHAPTERS[`../../../../../docs/${locale}/${chapter}.md`];

export function HelpPage() {
  const { t } = useLingui();
  const { locale } = useManner();
  const { chapter } = useParams({ from: "/shell/help/$chapter" });
  const text = useQuery({
    queryKey: ["help", chapter, locale],
    queryFn: async () => (await chapterFile(chapter, locale)?.()) ?? "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  const blocks = blocksOf(text.data ?? "");
  const title = blocks[0]?.kind === "heading" ? blocks[0].text : t`Handbook`;
  return (
    <Page title={title} width="narrow">
      <Answer
        query={text}
        skeleton={<TextSkeleton lines={12} />}
        isEmpty={(found) => found === ""}
        empty={<EmptyState title={t`There is no such chapter`} />}
      >
        {() => <Chapter blocks={blocks.slice(1)} />}
      </Answer>
    </Page>
  );
}

function Chapter({ blocks }: { blocks: Block[] }) {
  // The text comes after the page: only now is there something to go to.
  useEffect(() => {
    const anchor = decodeURIComponent(window.location.hash.slice(1));
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  }, []);
  return (
    <div className={classes.chapter}>
      {blocks.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is read
        <Written key={place} block={block} />
      ))}
    </div>
  );
}

function Written({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${block.level}` as "h2";
      return (
        <Heading id={block.anchor ?? undefined} className={classes.heading} data-level={block.level}>
          {block.text}
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p>
          <Line text={block.text} />
        </p>
      );
    case "list":
      return (
        <ul className={classes.list}>
          {block.items.map((item) => (
            <li key={item}>
              <Line text={item} />
            </li>
          ))}
        </ul>
      );
    case "code":
      return <pre className={classes.code}>{block.text}</pre>;
    case "table":
      return (
        <Scroll label={block.head.join(" · ")}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                {block.head.map((cell) => (
                  <Table.Th key={cell} scope="col">
                    <Line text={cell} />
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {block.rows.map((row) => (
                <Table.Tr key={row.join("|")}>
                  {row.map((cell, column) => (
                    <Table.Td key={block.head[column]}>
                      <Line text={cell} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Scroll>
      );
  }
}

/** Links lead within the chapter or out into the web; other files of the handbook are named only. */
const Line = ({ text }: { text: string }) =>
  inlinesOf(text).map((part, place) => {
    const key = `${place} ${part.text}`;
    if (part.kind === "code") return <code key={key}>{part.text}</code>;
    if (part.kind === "strong") return <strong key={key}>{part.text}</strong>;
    if (part.kind === "link" && /^(#|https:)/.test(part.to))
      return (
        <a key={key} href={part.to} rel="noreferrer" target={part.to.startsWith("#") ? undefined : "_blank"}>
          {part.text}
        </a>
      );
    return part.text;
  });
