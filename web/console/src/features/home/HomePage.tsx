// The first page: who is here, what to look at first, and how today goes beside the same weekday.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { Count } from "../../ui/figures";
import { LinkText } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { BlockSkeleton, FiguresSkeleton, TextSkeleton } from "../../ui/Skeletons";
import { Attention } from "./Attention";
import classes from "./HomePage.module.css";
import { Today } from "./Today";

const renewal_ms = 15_000;

export function HomePage() {
  const { t } = useLingui();
  const home = useQuery({
    queryKey: keys.home,
    queryFn: ({ signal }) => api.get("/api/home", { signal }),
    refetchInterval: renewal_ms,
  });
  return (
    <Page title={t`Home`} lead={t`How your shop is doing today, and what to look at first.`}>
      <Answer query={home} skeleton={<HomeSkeleton />}>
        {(data) => (
          <>
            {data.is_counting && <Counting />}
            <Now visitors={data.visitors_now} />
            <Attention items={data.attention} />
            <Today home={data} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Now({ visitors }: { visitors: number }) {
  const maySee = useMay("people");
  return (
    <p className={classes.now}>
      <span className={classes.dot} data-lively={visitors > 0 || undefined} aria-hidden />
      <span>
        <Trans>
          In the shop now:{" "}
          <strong className={classes.count}>
            <Count value={visitors} />
          </strong>{" "}
          visitors
        </Trans>
      </span>
      {maySee && (
        <LinkText to="/visitors" className={classes.link}>
          <Trans>See who is here</Trans>
        </LinkText>
      )}
    </p>
  );
}

function Counting() {
  return (
    <p className={classes.counting} role="status">
      <Trans>
        The past is still being counted. The figures grow until it is done; nothing is lost meanwhile.
      </Trans>
    </p>
  );
}

const HomeSkeleton = () => (
  <>
    <TextSkeleton lines={3} />
    <FiguresSkeleton count={5} />
    <BlockSkeleton height={152} />
  </>
);
