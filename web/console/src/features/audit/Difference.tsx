import { Plural, Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import classes from "./audit.module.css";
import { type Differing, differences, mostDifferences } from "./difference";

const isAbsent = (value: unknown) => value === undefined || value === null;

const written = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 1);

export function Difference({ before, after }: { before: unknown; after: unknown }) {
  const found = differences(before, after);
  const left = found.length - mostDifferences;
  return (
    <>
      <dl className={classes.differences}>
        {found.slice(0, mostDifferences).map((one) => (
          <Row key={one.path} differing={one} />
        ))}
      </dl>
      {left > 0 && (
        <p className={classes.none}>
          <Plural value={left} one="and # more place" other="and # more places" />
        </p>
      )}
    </>
  );
}

const Row = ({ differing: { path, before, after } }: { differing: Differing }) => (
  <div className={classes.difference}>
    {path && (
      <dt>
        <code>{path}</code>
      </dt>
    )}
    {!isAbsent(before) && (
      <dd className={classes.before}>
        <VisuallyHidden>
          <Trans>Before the change:</Trans>{" "}
        </VisuallyHidden>
        <del>{written(before)}</del>
      </dd>
    )}
    {!isAbsent(after) && (
      <dd className={classes.after}>
        <VisuallyHidden>
          <Trans>After the change:</Trans>{" "}
        </VisuallyHidden>
        <ins>{written(after)}</ins>
      </dd>
    )}
  </div>
);
