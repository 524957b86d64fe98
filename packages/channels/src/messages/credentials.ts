import { mistake, type PlannedMessenger } from "@slipway/model";
import { isLoopback } from "../stand-ins.ts";

/** What a messenger needs beside the plan; all of it is secret. */
export type Credentials =
  | { readonly kind: "address"; readonly url: URL; readonly secret: string | undefined }
  | {
      readonly kind: "login";
      readonly user: string | undefined;
      readonly password: string | undefined;
      /** In place of the plan's. */
      readonly server: MailServer | undefined;
    };

export type MailServer = Pick<Extract<PlannedMessenger, { messenger: "email" }>, "host" | "port" | "tls">;

/** Of one messenger, by the keys `url`, `secret`, `user`, `password`, `server` (`smtps://host:port`). */
export type Secrets = Readonly<Record<string, string | undefined>>;

/**
 * @throws {Problem} `messenger-credentials`; never says what the secret is
 */
export function credentialsOf({ messenger, id }: PlannedMessenger, secrets: Secrets): Credentials {
  if (messenger === "email") {
    const { user, password } = secrets;
    if ((user === undefined) !== (password === undefined)) {
      throw missing(id, user === undefined ? "user" : "password", "a mail server wants both or neither");
    }
    return {
      kind: "login",
      user,
      password,
      server: secrets.server === undefined ? undefined : serverOf(id, secrets.server),
    };
  }
  if (secrets.url === undefined) throw missing(id, "url", "the address is where messages go, and a secret");
  let url: URL;
  try {
    url = new URL(secrets.url);
  } catch {
    throw missing(id, "url", "what is given is no address");
  }
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    throw missing(id, "url", "the address must begin with https://, because whoever reads it can send messages");
  }
  return { kind: "address", url, secret: messenger === "webhook" ? secrets.secret : undefined };
}

/** For people's secrets and for stand-ins alike: `smtps://` is TLS from the start, `smtp://` STARTTLS, or nothing on this machine. */
export function serverOf(id: string, text: string): MailServer {
  const parts = /^(smtps?):\/\/([A-Za-z0-9.-]+)(?::(\d{1,5}))?\/?$/.exec(text);
  if (parts === null) throw missing(id, "server", "it is no address such as smtps://mail.example.org:465");
  const [, scheme, host = "", port] = parts;
  const tls = scheme === "smtps" ? "tls" : isLoopback(host) ? "none" : "starttls";
  return { host, port: Number(port ?? { tls: 465, starttls: 587, none: 25 }[tls]), tls };
}

function missing(id: string, key: string, why: string) {
  return mistake(
    "messenger-credentials",
    `the messenger "${id}" has no usable "${key}": ${why}`,
    `put it into the repository's secrets and pass it on; for more than one of a kind write "${id}: {${key}: …}" into the secret MESSENGERS: it comes by the input "credentials", of a rollback "messenger-credentials"`,
  );
}
