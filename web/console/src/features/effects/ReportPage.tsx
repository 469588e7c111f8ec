// The week on one sheet: what it brought, what worked, what did harm, what to look at, what was changed. It prints well.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type { WeeklyReport } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { Answer } from "../../ui/Answer";
import { useFormat } from "../../ui/manner";
import { useNotify } from "../../ui/notify";
import { Page, Section } from "../../ui/Page";
import { FiguresSkeleton, TextSkeleton } from "../../ui/Skeletons";
import { saveFile } from "../../ui/saveFile";
import { reportQuery } from "./queries";
import { Acts, Changes } from "./report/Happened";
import classes from "./report/Report.module.css";
import { ReportRows } from "./report/ReportRows";
import { usePaper } from "./report/usePaper";
import { Week } from "./report/Week";
import { daysAfter } from "./report/weeks";

export function ReportPage() {
  const { t } = useLingui();
  const [search, setSearch] = usePageSearch();
  const report = useQuery(reportQuery(search.week));
  usePaper();
  return (
    <Page
      title={t`Weekly report`}
      lead={report.data && <Days week={report.data.week} />}
      back={{ to: "/effects", label: t`Effects` }}
      actions={
        report.data && (
          <>
            <Weeks week={report.data.week} choose={(week) => setSearch({ week })} />
            <Csv week={report.data.week.from} />
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => window.print()}
            >
              <Trans>Print</Trans>
            </Button>
          </>
        )
      }
    >
      <Answer
        query={report}
        skeleton={
          <>
            <FiguresSkeleton count={3} />
            <TextSkeleton lines={8} />
          </>
        }
      >
        {(found) => <Parts report={found} />}
      </Answer>
    </Page>
  );
}

function Days({ week }: { week: WeeklyReport["week"] }) {
  const { calendarDay } = useFormat();
  return (
    <Trans>
      {calendarDay(week.from)} to {calendarDay(week.until)}
    </Trans>
  );
}

function Parts({ report }: { report: WeeklyReport }) {
  const { t } = useLingui();
  return (
    <div className={classes.sheet}>
      <Week total={report.total} />
      <Section title={t`What worked`}>
        <ReportRows rows={report.worked} none={t`No campaign has been proved to work this week.`} />
      </Section>
      <Section title={t`What did harm`}>
        <ReportRows rows={report.harmed} none={t`No harm was seen this week.`} />
      </Section>
      <Section title={t`Worth a look`}>
        <ReportRows rows={report.watch} none={t`Nothing needs a look.`} />
      </Section>
      <Section title={t`What was done by rule`}>
        <Acts acts={report.acts} />
      </Section>
      <Section title={t`What was changed`}>
        <Changes changes={report.changes} />
      </Section>
    </div>
  );
}

interface WeeksProps {
  week: WeeklyReport["week"];
  choose: (week: string | undefined) => void;
}

function Weeks({ week, choose }: WeeksProps) {
  const { t } = useLingui();
  const isLast = Date.parse(daysAfter(week.until, 7)) >= Date.now();
  return (
    <span className={classes.weeks}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t`The week before`}
        onClick={() => choose(daysAfter(week.from, -7))}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t`The week after`}
        disabled={isLast}
        onClick={() => choose(daysAfter(week.from, 7))}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
    </span>
  );
}

function Csv({ week }: { week: string }) {
  const { refused } = useNotify();
  const load = () =>
    ask("get", "/api/effects/report.csv", { query: { week }, accept: "text/csv" })
      .then((answer) => answer.blob())
      .then((file) => saveFile(`kizukai-${week}.csv`, file))
      .catch(refused);
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => void load()}
    >
      CSV
    </Button>
  );
}
