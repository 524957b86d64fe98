import { createHmac } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Patience } from "@slipway/forge";
import type { PlannedMessenger } from "@slipway/model";
import { type HttpSink, startHttpSink, startMailSink } from "@slipway/rehearsal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { composeMessage } from "../../src/messages/compose.ts";
import { letterFor } from "../../src/messages/messengers.ts";
import { type Sending, Unclear } from "../../src/messages/post.ts";
import { certificate } from "./certificate.ts";
import { NEWS } from "./news.ts";

const MESSAGE = composeMessage(NEWS);
const SECRET_PATH = "/services/T0/B0/topsecret";

/** A clock on which waiting takes no time; what was waited for adds up. */
function clock(): Sending & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  let now = Date.UTC(2026, 0, 1);
  const time = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
    random: () => 0.5,
  };
  return { waits, patience: new Patience({ time }), tell: () => {} };
}

const slack: PlannedMessenger = { messenger: "slack", id: "slack", on: ["release"] };
const webhook: PlannedMessenger = { messenger: "webhook", id: "audit", on: ["release"] };

describe("over HTTP", () => {
  let sink: HttpSink;
  beforeEach(async () => {
    sink = await startHttpSink();
  });
  afterEach(() => sink.close());
  const send = (messenger: PlannedMessenger, deps = clock(), secrets = {}) =>
    letterFor(MESSAGE, messenger, { url: `${sink.url}${SECRET_PATH}`, ...secrets }).send(deps);

  test("a message arrives as JSON, once", async () => {
    expect(await send(slack)).toBe("ok");
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(sink.received[0]?.body ?? "")).toHaveProperty("blocks");
  });

  test("429 is waited for as long as the service says", async () => {
    const deps = clock();
    sink.next({ status: 429, headers: { "retry-after": "7" }, body: "rate_limited" });
    await send(slack, deps);
    expect(deps.waits[0]).toBeGreaterThanOrEqual(7_000);
    expect(sink.received).toHaveLength(1);
  });

  test("what may not be told any more after such a wait is not told", async () => {
    let asked = 0;
    const guard = async () => {
      if (++asked > 1) throw new Error("the release was taken back");
    };
    sink.next({ status: 429, headers: { "retry-after": "1000" }, body: "rate_limited" });
    await expect(send(slack, { ...clock(), guard })).rejects.toThrow("taken back");
    expect(sink.received).toEqual([]);
  });

  test("a withdrawn address is named by what the service says, never by itself", async () => {
    sink.next({ status: 404, body: "no_service" });
    const failure = await send(slack).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "message-refused", message: expect.stringContaining("404 no_service") });
    expect(JSON.stringify(failure) + String(failure)).not.toContain("topsecret");
  });

  test.each([[{ reset: "after" } as const], [{ status: 502, body: "<html>" } as const]])(
    "after %j nobody knows, so it is not sent again",
    async (answer) => {
      sink.next(answer);
      await expect(send(slack)).rejects.toBeInstanceOf(Unclear);
      expect(sink.received.length).toBeLessThanOrEqual(1);
    },
  );

  test("a redirect is not followed", async () => {
    const other = await startHttpSink();
    sink.next({ status: 307, headers: { location: `${other.url}/` } });
    await expect(send(slack)).rejects.toMatchObject({ code: "message-refused" });
    expect(other.received).toEqual([]);
    await other.close();
  });

  test("nobody there: tried again, then reported without the address", async () => {
    const deps = clock();
    await sink.close();
    const failure = await send(slack, deps).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "messenger-unreachable", message: expect.stringContaining("ECONNREFUSED") });
    expect(String(failure)).not.toContain("topsecret");
    expect(deps.waits.length).toBeGreaterThan(2);
    sink = await startHttpSink();
  });

  test("a webhook is signed and repeated, because its id tells repetitions", async () => {
    const secret = Buffer.alloc(32, 7).toString("base64");
    sink.next({ reset: "after" });
    await send(webhook, clock(), { secret: `whsec_${secret}` });
    expect(sink.received).toHaveLength(2);
    const [first, second] = sink.received;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    const content = `${MESSAGE.id}.${second?.headers["webhook-timestamp"]}.${second?.body}`;
    const expected = createHmac("sha256", Buffer.alloc(32, 7)).update(content).digest("base64");
    expect(second?.headers["webhook-signature"]).toBe(`v1,${expected}`);
  });

  test("a repetition is signed at its own time, so that a receiver does not take it for an old one", async () => {
    const secret = Buffer.alloc(32, 7).toString("base64");
    sink.next({ status: 503, headers: { "retry-after": "600" }, body: "" });
    const deps = clock();
    const from = deps.patience.time.now() / 1000;
    await send(webhook, deps, { secret });
    const { headers, body } = sink.received.at(-1) as HttpSink["received"][number];
    expect(Number(headers["webhook-timestamp"])).toBeGreaterThanOrEqual(from + 600);
    const content = `${MESSAGE.id}.${headers["webhook-timestamp"]}.${body}`;
    const expected = createHmac("sha256", Buffer.alloc(32, 7)).update(content).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  });
});

describe("credentials", () => {
  test.each([
    [slack, {}, "url"],
    [slack, { url: "nonsense" }, "no address"],
    [slack, { url: "http://hooks.example.org/x" }, "https://"],
  ])("%j", (messenger, secrets, why) => {
    const message = expect.stringContaining(why);
    const remedy = expect.stringContaining('of a rollback "messenger-credentials"');
    const refused = expect.objectContaining({ code: "messenger-credentials", message, remedy });
    expect(() => letterFor(MESSAGE, messenger, secrets)).toThrow(refused);
  });
  test.each(["short", `whsec_${Buffer.alloc(65).toString("base64")}`, "no base64, though it is long enough"])(
    "the secret %j",
    (secret) => {
      expect(() => letterFor(MESSAGE, webhook, { url: "https://a.b/", secret })).toThrow(
        expect.objectContaining({ code: "webhook-secret-invalid", message: expect.not.stringContaining(secret) }),
      );
    },
  );
});

describeWith(["openssl"], "by mail", () => {
  const email = (port: number, more: object = {}) =>
    ({
      messenger: "email",
      id: "email",
      on: ["release"],
      host: "localhost",
      port,
      tls: "starttls",
      from: "Releases <releases@example.org>",
      to: ["ada@example.org", "Ben <ben@example.org>"],
      ...more,
    }) as PlannedMessenger;

  test("with STARTTLS and a login, in plain and HTML", async () => {
    const { key, cert, trust } = certificate("localhost");
    const server = await startMailSink({ tls: { key, cert }, logins: { slip: "way" } });
    const restore = trust();
    try {
      await letterFor(MESSAGE, email(server.port), { user: "slip", password: "way" }).send(clock());
    } finally {
      restore();
      await server.close();
    }
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail).toMatchObject({ secure: true, user: "slip", to: ["ada@example.org", "ben@example.org"] });
    expect(mail?.source).toMatch(/^Subject: burrow 2\.1\.0 is released$/m);
    expect(mail?.source).toContain(`Message-ID: <${MESSAGE.id}@example.org>`);
    expect(mail?.source).toMatch(/multipart\/alternative/);
  });

  test("a wrong password", async () => {
    const { key, cert, trust } = certificate("localhost");
    const server = await startMailSink({ tls: { key, cert }, logins: { slip: "way" } });
    const restore = trust();
    const deps = clock();
    const sent = letterFor(MESSAGE, email(server.port), { user: "slip", password: "wrong-one" }).send(deps);
    const failure = await sent.catch((error: unknown) => error);
    restore();
    await server.close();
    expect(failure).toMatchObject({ code: "mail-login" });
    expect(String(failure)).not.toContain("wrong-one");
    expect(deps.waits).toEqual([]);
  });

  test("a certificate that nobody vouches for", async () => {
    const { key, cert } = certificate("localhost");
    const server = await startMailSink({ tls: { key, cert } });
    await expect(letterFor(MESSAGE, email(server.port), {}).send(clock())).rejects.toMatchObject({ code: "mail-tls" });
    await server.close();
    expect(server.received).toEqual([]);
  });

  test("no STARTTLS: nothing is said in the clear", async () => {
    const server = await startMailSink();
    const failure = await letterFor(MESSAGE, email(server.port), {})
      .send(clock())
      .catch((error: unknown) => error);
    await server.close();
    expect(failure).toMatchObject({ code: "mail-tls" });
    expect(server.received).toEqual([]);
  });

  test("greylisting: minutes later it arrives, once for each recipient", async () => {
    let asked = 0;
    const server = await startMailSink({
      judge: (recipient) =>
        recipient.startsWith("ben") && ++asked <= 2 ? { code: 451, text: "Greylisted, try again later" } : undefined,
    });
    const deps = clock();
    await letterFor(MESSAGE, email(server.port, { tls: "none" }), {}).send(deps);
    await server.close();
    expect(server.received.map(({ to }) => to)).toEqual([["ada@example.org"], ["ben@example.org"]]);
    expect(deps.waits).toHaveLength(2);
    // One that may not be told any more by then is not told.
    asked = 0;
    const held = await startMailSink({ judge: () => ({ code: 451, text: "Greylisted, try again later" }) });
    let tries = 0;
    const guard = async () => {
      if (++tries > 1) throw new Error("the release was taken back");
    };
    await expect(letterFor(MESSAGE, email(held.port, { tls: "none" }), {}).send({ ...clock(), guard })).rejects.toThrow(
      "taken back",
    );
    await held.close();
    expect(held.received).toEqual([]);
  });

  test.each([
    ["one of two that does not exist: the other one is not told again", ["ada@example.org", "Ben <ben@example.org>"]],
    ["the only recipient that does not exist", ["ada@example.org"]],
  ])("%s", async (_, to) => {
    const server = await startMailSink({
      judge: (recipient) => (recipient.startsWith("ada") ? { code: 550, text: "No such user" } : undefined),
    });
    const deps = clock();
    const failure = await letterFor(MESSAGE, email(server.port, { tls: "none", to }), {})
      .send(deps)
      .catch((error: unknown) => error);
    await server.close();
    if (to.length > 1) expect(failure).toBeInstanceOf(Unclear);
    else expect(failure).toMatchObject({ code: "mail-refused" });
    expect((failure as Error).message).toContain("550");
    expect((failure as Error).message).toContain("ada@example.org");
    expect(server.received.flatMap((mail) => mail.to)).toEqual(to.length > 1 ? ["ben@example.org"] : []);
    expect(deps.waits).toEqual([]);
  });

  /** Ends each connection once a line has come: a command, or the final dot of the mail. */
  async function breaking(at: string) {
    let mails = 0;
    const server = createServer((socket) => {
      let inMail = false;
      socket.on("error", () => {}).write("220 ready\r\n");
      socket.on("data", (chunk) => {
        for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
          if (inMail && line === ".") mails += 1;
          if (line.startsWith(at) && (!inMail || line === ".")) return void socket.end();
          if (inMail && line !== ".") continue;
          inMail = line === "DATA";
          socket.write(inMail ? "354 go on\r\n" : "250 fine\r\n");
        }
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { port: (server.address() as AddressInfo).port, close: () => server.close(), mails: () => mails };
  }

  test("a connection that breaks after the mail, before its answer: it is not sent again", async () => {
    const server = await breaking(".");
    const sent = letterFor(MESSAGE, email(server.port, { tls: "none" }), {}).send(clock());
    await expect(sent).rejects.toBeInstanceOf(Unclear);
    server.close();
    expect(server.mails()).toBe(1);
  });

  test.each(["EHLO", "MAIL", "RCPT", "DATA"])("one that breaks at %s: tried again, then reported", async (at) => {
    const server = await breaking(at);
    const deps = clock();
    const sent = letterFor(MESSAGE, email(server.port, { tls: "none" }), {}).send(deps);
    await expect(sent).rejects.toMatchObject({ code: "messenger-unreachable" });
    server.close();
    expect(server.mails()).toBe(0);
    expect(deps.waits.length).toBeGreaterThan(2);
  });

  test("a server that is not there has told nobody", async () => {
    const server = await breaking("");
    server.close();
    const deps = clock();
    const sent = letterFor(MESSAGE, email(server.port, { tls: "none" }), {}).send(deps);
    await expect(sent).rejects.toMatchObject({ code: "messenger-unreachable" });
    expect(deps.waits.length).toBeGreaterThan(2);
  });
});
