// Making a segment, and changing one.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { segmentTexts } from "../../api/published";
import { Answer } from "../../ui/Answer";
import { Page } from "../../ui/Page";
import { TextSkeleton } from "../../ui/Skeletons";
import { nameOf } from "../../words/names";
import { SegmentForm } from "./edit/SegmentForm";
import { NoSuchSegment } from "./NoSuchSegment";

export function SegmentNewPage() {
  const { t } = useLingui();
  const segments = useQuery(segmentTexts);
  return (
    <Page
      title={t`New segment`}
      lead={t`Say whom you mean; the count beside it shows whom that fits right now.`}
      back={{ to: "/segments", label: t`Segments` }}
    >
      <Answer query={segments} skeleton={<TextSkeleton lines={8} />}>
        {({ texts }) => <SegmentForm segment={null} taken={new Set(texts.map(({ key }) => key))} />}
      </Answer>
    </Page>
  );
}

export function SegmentEditPage() {
  const { t } = useLingui();
  const { key } = useParams({ from: "/shell/segments/$key/edit" });
  const segments = useQuery(segmentTexts);
  const segment = segments.data?.texts.find((text) => text.key === key);
  if (segments.data && !segment) return <NoSuchSegment name={key} />;
  const name = segment ? nameOf(segment) : key;
  return (
    <Page
      title={t`Change “${name}”`}
      lead={t`Nothing changes for visitors until you publish.`}
      back={{ to: `/segments/${key}`, label: name }}
    >
      <Answer query={segments} skeleton={<TextSkeleton lines={8} />}>
        {() => segment && <SegmentForm key={segment.key} segment={segment} taken={NONE} />}
      </Answer>
    </Page>
  );
}

const NONE: ReadonlySet<string> = new Set();
