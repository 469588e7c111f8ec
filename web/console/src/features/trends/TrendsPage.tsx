// How often something happened, over time: any event, by day or hour, split by what is known of it. The address holds the
// question, so that it can be sent to somebody.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { usePageSearch } from "../../app/search";
import { Answer } from "../../ui/Answer";
import { CopyAction } from "../../ui/CopyField";
import { useManner } from "../../ui/manner";
import { Page } from "../../ui/Page";
import { BlockSkeleton, TableSkeleton } from "../../ui/Skeletons";
import { QuestionForm } from "./QuestionForm";
import { trendQuery } from "./queries";
import { questionOf, todayIn } from "./question";
import { TrendAnswer } from "./TrendAnswer";

export function TrendsPage() {
  const { t } = useLingui();
  const { timezone } = useManner();
  const [search, ask] = usePageSearch();
  const today = todayIn(timezone, new Date());
  const question = questionOf(search, today);
  return (
    <Page
      title={t`Trends`}
      lead={t`How often something happened in your shop, day by day, and among whom.`}
      actions={<CopyAction value={window.location.href} label={t`Copy the link to this question`} />}
    >
      <QuestionForm question={question} today={today} ask={ask} />
      <Answer
        query={useQuery(trendQuery(question))}
        skeleton={
          <>
            <BlockSkeleton height={320} />
            <TableSkeleton rows={6} rowHeight={32} />
          </>
        }
      >
        {(trend) => <TrendAnswer question={question} trend={trend} />}
      </Answer>
    </Page>
  );
}
