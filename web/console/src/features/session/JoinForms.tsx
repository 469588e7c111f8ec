import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { isProblem } from "../../api/problem";
import type { Member, OpenInvitation } from "../../api/types";
import { onlyWrong, useChecks } from "../../ui/checks";
import { ErrorView } from "../../ui/ErrorView";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { LinkButton, LinkText } from "../../ui/Link";
import type { FormProps } from "./PasswordForm";
import { PersonFields } from "./PersonFields";
import classes from "./session.module.css";

export interface Person {
  name: string;
  email: string;
  password: string;
}
/** With a session nothing more is needed. */
export type Joining = Person | Record<string, never>;

/** For whoever is signed in already. */
export const JoinAsMember = ({
  member,
  problem,
  isSending,
  onSend,
}: FormProps<void> & { member: Member }) => (
  <>
    {problem ? <ErrorView error={problem} /> : null}
    <p className={classes.lead}>
      <Trans>
        You are signed in as {member.name} ({member.email}).
      </Trans>
    </p>
    <Button size="md" loading={isSending} onClick={() => onSend()}>
      <Trans>Join</Trans>
    </Button>
  </>
);

/** For whoever has no account yet. */
export function JoinForm(props: FormProps<Person> & { email: OpenInvitation["email"]; next: string }) {
  const { email, next, problem, isSending, onSend } = props;
  const checks = useChecks();
  const fields = useFields<Person>({ name: "", email: email ?? "", password: "" }, (values) =>
    onlyWrong({
      name: checks.needed(values.name),
      email: checks.email(values.email),
      password: checks.newPassword(values.password),
    }),
  );
  const send = (person: Person) => onSend({ ...person, email: person.email.trim() });
  return (
    <Form onSubmit={fields.onSubmit(send)} problem={problem}>
      {isProblem(problem, "account_exists") && (
        <LinkButton to="/sign-in" search={{ next }} variant="default">
          <Trans>Sign in with this account</Trans>
        </LinkButton>
      )}
      <PersonFields text={fields.text} isEmailFixed={Boolean(email)} />
      <Button type="submit" size="md" loading={isSending}>
        <Trans>Make an account and join</Trans>
      </Button>
      <p className={classes.noticeText}>
        <Trans>
          You have an account already?{" "}
          <LinkText to="/sign-in" search={{ next }}>
            Sign in first
          </LinkText>
        </Trans>
      </p>
    </Form>
  );
}
