import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it travelled: headers and body (RFC 5322). */
  readonly source: string;
  /** Name that the sender logged in with. */
  readonly user: string | undefined;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

export interface MailSinkOptions {
  /** Certificate and key as PEM; without them the server offers no TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Logins that are accepted; without them nobody has to log in. */
  readonly logins?: Readonly<Record<string, string>>;
  /** Puts a recipient off: what the server says instead of taking it, or undefined to take it. */
  readonly judge?: (recipient: string) => { readonly code: number; readonly text: string } | undefined;
}

export interface MailSink {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** A mail server on loopback that keeps what it is sent. */
export async function startMailSink({ tls, logins, judge }: MailSinkOptions = {}): Promise<MailSink> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    ...(tls && { cert: tls.cert, key: tls.key }),
    disabledCommands: [...(tls ? [] : ["STARTTLS"]), ...(logins ? [] : ["AUTH"])],
    authOptional: logins === undefined,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username !== undefined && password !== undefined && logins?.[username] === password)
        return done(null, { user: username });
      done(Object.assign(new Error("Authentication credentials invalid"), { responseCode: 535 }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = judge?.(address);
      done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (stream, { envelope, user, secure }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push({
          from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
          user: typeof user === "string" ? user : undefined,
          secure,
        });
        done();
      });
    },
  });
  // Clients that hang up, or do not trust the certificate, are theirs to report.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
