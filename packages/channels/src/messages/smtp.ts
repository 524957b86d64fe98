import { Patience, RETRY_POLICY, RequestFailure } from "@slipway/forge";
import { type PlannedMessenger, Problem } from "@slipway/model";
import type { Mail } from "./email.ts";
import { type Sending, Unclear } from "./post.ts";

type Email = Extract<PlannedMessenger, { messenger: "email" }>;

export interface Login {
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Servers that put strangers off (greylisting, RFC 6647) take the same mail minutes later: tries over about a quarter of an hour. */
const POLICY = { ...RETRY_POLICY, attempts: 7, firstWait: 20_000, longestWait: 5 * 60_000 };

/**
 * Hands a mail over to a server, for each recipient once.
 * @returns what the server said last
 * @throws {Unclear} when the connection broke after the mail was sent and before the server took it, and when only some
 * recipients have it
 * @throws {Problem} `mail-login`, `mail-tls`, `mail-refused`, `messenger-unreachable`
 */
export async function sendMail(
  mail: Mail,
  server: Email,
  login: Login,
  { patience: { time }, tell, guard }: Sending,
): Promise<string> {
  const { createTransport } = await import("nodemailer");
  const what = `the mail server ${server.host}:${server.port}`;
  let isOut = false;
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === "tls",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "none",
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Its errors do not tell whether the mail was out, up to its final dot, when the connection broke; its log does.
    logger: {
      ...SILENT,
      info: (entry: unknown) => {
        if ((entry as { tnx?: string }).tnx === "message") isOut = true;
      },
    },
    ...(login.user !== undefined && { auth: { user: login.user, pass: login.password ?? "" } }),
  });
  let waiting = server.to;
  let said = "";
  try {
    await new Patience({ time, policy: POLICY, tell }).persist(what, async () => {
      const envelope = { from: addressOf(server.from), to: waiting.map(addressOf) };
      const { subject, text, html, messageId, headers } = mail;
      isOut = false;
      await guard?.();
      try {
        const info = await transport.sendMail({
          from: server.from,
          to: [...server.to],
          envelope,
          subject,
          text,
          html,
          messageId,
          headers: { ...headers },
        });
        said = info.response;
        waiting = waiting.filter((recipient) => info.rejected.some((each) => textOf(each) === addressOf(recipient)));
        const [refused] = info.rejectedErrors ?? [];
        if (waiting.length > 0) throw refused ?? new Error("some recipients were refused");
      } catch (error) {
        throw judge(error as SmtpError, what, waiting, isOut);
      }
    });
  } catch (error) {
    const told = error instanceof RequestFailure ? unreachable(error, what, waiting) : error;
    // Sent again as a whole, it would reach the others twice.
    if (told instanceof Problem && waiting.length < server.to.length) {
      throw new Unclear(`${told.message}. Every other recipient has it`);
    }
    throw told;
  } finally {
    transport.close();
  }
  return said;
}

const ignore = () => {};
const SILENT = {
  level: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
};

const textOf = (address: string | { address: string }): string =>
  typeof address === "string" ? address : address.address;

/** `Releases <releases@example.org>` → `releases@example.org` */
const addressOf = (mailbox: string): string => (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();

export const domainOf = (mailbox: string): string => addressOf(mailbox).split("@").at(-1) ?? "localhost";

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly rejectedErrors?: readonly SmtpError[];
}

/** What is worth another try becomes a `RequestFailure` that says so; its status is SMTP's (RFC 5321, section 4.2). */
function judge(error: SmtpError, what: string, waiting: readonly string[], isOut: boolean): Error {
  const [refused] = error.rejectedErrors ?? [];
  const code = error.responseCode ?? refused?.responseCode;
  const said = error.response ?? refused?.response ?? error.message;
  if (error.code === "EAUTH" && (code === undefined || code >= 500)) {
    return new Problem({
      kind: "refusal",
      code: "mail-login",
      message: `${what} refuses the login: ${code ?? ""} ${withoutSecrets(said)}`,
      remedy:
        "put the right user and password into the secrets (many providers want a password made for the application), and re-run this job",
    });
  }
  if (error.code === "ETLS" || isCertificate(error)) {
    return new Problem({
      kind: "refusal",
      code: "mail-tls",
      message: `${what} offers no TLS that can be trusted: ${withoutSecrets(error.message)}`,
      remedy:
        "set `tls: tls` with port 465 or `tls: starttls` with port 587, as the provider says; for a private authority set NODE_EXTRA_CA_CERTS",
    });
  }
  if (code !== undefined && code >= 500) {
    return new Problem({
      kind: "refusal",
      code: "mail-refused",
      message: `${what} refuses the mail for ${waiting.join(", ")}: ${code} ${withoutSecrets(said)}`,
      remedy: "correct sender and recipients in slipway.yml, or allow the sender at the server; then re-run this job",
    });
  }
  if (code !== undefined) {
    return new RequestFailure({ operation: what, status: code, reason: withoutSecrets(said), again: true });
  }
  // Between the end of the mail and the server's answer nobody knows.
  if (isOut) return new Unclear(`${what}: ${error.message}`);
  return new RequestFailure({ operation: what, reason: error.message });
}

const isCertificate = (error: SmtpError): boolean =>
  /certificate|altnames|wrong version number|SSL routines/i.test(error.message);

/** Servers echo what was said to them; nothing that looks like a credential may pass. */
const withoutSecrets = (text: string): string => text.replace(/[A-Za-z0-9+/]{24,}={0,2}/g, "…").slice(0, 300);

function unreachable({ details }: RequestFailure, what: string, waiting: readonly string[]): Problem {
  return new Problem({
    kind: "failure",
    code: "messenger-unreachable",
    message: `${what} did not take the mail for ${waiting.join(", ")}: ${details.status ?? ""} ${details.reason}`,
    remedy: "re-run this job later: only what did not arrive is sent",
  });
}
