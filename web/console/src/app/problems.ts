// What a problem's code means to the person before the screen: what happened, and what to do. Every code the console
// can meet stands here; an unknown one shows what the server said.

import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { ApiProblem } from "../api/problem";

interface Words {
  title: MessageDescriptor;
  todo: MessageDescriptor;
}

const signInAgain = msg`Sign in again. What you have typed stays on this screen until you leave it.`;
const askAgain = msg`Nothing was changed. Wait a moment and try again.`;

const table: Record<string, Words> = {
  offline: {
    title: msg`The server cannot be reached`,
    todo: msg`What you have typed stays on this screen. Check the connection and try again.`,
  },
  unexpected_answer: {
    title: msg`An unexpected answer came back`,
    todo: msg`Something between this browser and Kizukai answered. Try again; if it stays, tell the person who runs the server.`,
  },
  session_needed: { title: msg`You are not signed in`, todo: signInAgain },
  session_ended: { title: msg`Your session has ended`, todo: signInAgain },
  missing_api_key: { title: msg`You are not signed in`, todo: signInAgain },
  csrf_refused: {
    title: msg`This request was refused for safety`,
    todo: msg`Nothing was changed. Load this page again, then repeat what you did.`,
  },
  role_refused: {
    title: msg`Your role may not do this`,
    todo: msg`Nothing was changed. Ask an owner of the site if you need it.`,
  },
  approval_needed: {
    title: msg`An owner of the site publishes`,
    todo: msg`Nothing was published. Propose the draft: an owner sees it then and can publish it.`,
  },
  bad_image: {
    title: msg`The file is not a picture that can be kept`,
    todo: msg`Choose a PNG, JPEG, WebP or GIF of at most 8 MB.`,
  },
  bad_credentials: {
    title: msg`The e-mail address or the password is not right`,
    todo: msg`Check both and try again.`,
  },
  code_needed: {
    title: msg`A code is needed`,
    todo: msg`Enter the six digits from your authenticator app.`,
  },
  bad_code: {
    title: msg`The code is not right`,
    todo: msg`Codes change every 30 seconds: enter the one shown now. A recovery code works once.`,
  },
  oidc_unavailable: {
    title: msg`The provider does not answer`,
    todo: msg`Wait a moment and try again, or sign in with your password.`,
  },
  oidc_refused: {
    title: msg`The provider did not sign you in`,
    todo: msg`Try again; if it stays, ask whoever runs the provider.`,
  },
  oidc_state: {
    title: msg`Signing in took too long, or was begun in another tab`,
    todo: msg`Begin again on this page.`,
  },
  oidc_email_unverified: {
    title: msg`The provider does not confirm your e-mail address`,
    todo: msg`Confirm the address with the provider, then sign in again.`,
  },
  oidc_domain: {
    title: msg`Addresses of this kind may not sign in here`,
    todo: msg`Use the account of your company, or ask whoever runs the server.`,
  },
  oidc_no_member: {
    title: msg`Nobody with this e-mail address is a member`,
    todo: msg`Ask an owner of the site for an invitation to this address.`,
  },
  weak_password: {
    title: msg`This password is too easy to guess`,
    todo: msg`Use at least 10 characters, without your e-mail address in them and not a password that everybody tries first.`,
  },
  account_exists: {
    title: msg`There is already an account with this e-mail address`,
    todo: msg`Sign in with it, then open the link again.`,
  },
  setup_refused: {
    title: msg`The set-up code is not right`,
    todo: msg`Copy the code that the server printed when it started, all of it.`,
  },
  setup_done: { title: msg`This server is already set up`, todo: msg`Sign in instead.` },
  last_owner: {
    title: msg`A site needs at least one owner`,
    todo: msg`Nothing was changed. Make somebody else an owner first.`,
  },
  last_api_key: {
    title: msg`This is the last API key`,
    todo: msg`Nothing was removed. Make another one first.`,
  },
  too_many: {
    title: msg`There are too many of them`,
    todo: msg`Remove one that is not used any more, then try again.`,
  },
  too_many_keys: {
    title: msg`There are too many keys`,
    todo: msg`Remove one that is not used any more, then try again.`,
  },
  version_conflict: {
    title: msg`Somebody else has changed this in the meantime`,
    todo: msg`Nothing was saved. Load the present version, then repeat your change.`,
  },
  text_refused: {
    title: msg`This cannot be published yet`,
    todo: msg`Nothing was published. Mend the places named below.`,
  },
  not_found: {
    title: msg`There is no such thing here`,
    todo: msg`It may have been removed, or it belongs to another site.`,
  },
  too_many_requests: {
    title: msg`Too many attempts`,
    todo: msg`Nothing was changed. Wait a minute and try again.`,
  },
  body_too_large: { title: msg`This is too large`, todo: msg`Nothing was saved. Make it smaller.` },
  bad_field: {
    title: msg`A field cannot be used as it is`,
    todo: msg`Nothing was saved. Check what you entered.`,
  },
  bad_parameter: {
    title: msg`The address asks for something odd`,
    todo: msg`Remove the filters and try again.`,
  },
  broken_yaml: {
    title: msg`This is not readable YAML`,
    todo: msg`Nothing was saved. Mend the line named below.`,
  },
  bad_table: {
    title: msg`This file is not a table of attributes`,
    todo: msg`Nothing was read in. The first column has to be userId or anonymousId.`,
  },
  overloaded: { title: msg`The server has too much to do`, todo: askAgain },
  unavailable: { title: msg`The server cannot store anything now`, todo: askAgain },
  internal: {
    title: msg`Something went wrong on the server`,
    todo: msg`It was logged there. Try again; if it stays, tell the person who runs the server.`,
  },
};

export interface ProblemWords {
  title: string;
  /** What is safe and what to do. */
  todo: string;
  /** What the server said about this very case, where that helps. */
  detail: string | null;
}

/** Codes whose detail names the place or thing, and is therefore shown too. */
const withDetail = new Set(["bad_field", "bad_parameter", "broken_yaml", "bad_table", "text_refused"]);

export function problemWords(problem: unknown, i18n: I18n): ProblemWords {
  if (!(problem instanceof ApiProblem)) {
    const title = i18n._(msg`Something went wrong on this page`);
    const todo = i18n._(msg`Load the page again. What was saved before is safe.`);
    return { title, todo, detail: problem instanceof Error ? problem.message : null };
  }
  const words = table[problem.code];
  if (!words) {
    const said = [problem.title, problem.detail].filter(Boolean).join(": ");
    return { title: i18n._(msg`The server refused this`), todo: i18n._(msg`It said:`), detail: said };
  }
  const detail = withDetail.has(problem.code) ? problem.detail : null;
  return { title: i18n._(words.title), todo: i18n._(words.todo), detail };
}
