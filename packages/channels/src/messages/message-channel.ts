import { noFence, type Patience } from "@slipway/forge";
import type { ChannelState, MessageType, PlannedMessenger, PlannedNews } from "@slipway/model";
import { type Change, textContent } from "../change.ts";
import type { Channel, ChannelPast } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import { composeMessage, type News } from "./compose.ts";
import type { Secrets } from "./credentials.ts";
import type { Message } from "./message.ts";
import { type Letter, letterFor } from "./messengers.ts";
import { Unclear } from "./post.ts";

export interface MessageOptions {
  readonly news: PlannedNews;
  readonly messenger: PlannedMessenger;
  readonly secrets: Secrets;
  /** Of a rollback the channel writes by itself, as the correction of what it told. */
  readonly type: Exclude<MessageType, "failure">;
  readonly install?: readonly string[];
  readonly reason?: string;
  readonly replacement?: string;
  /** Sends again although an earlier run may have sent it. */
  readonly again?: boolean;
  readonly patience: Patience;
  readonly tell: (line: string) => void;
}

/**
 * A messenger as a channel: what it told cannot be taken back, so its undoing is a correction. Nobody can ask a messenger
 * what it has told; the journal knows, and where that is in doubt it stays silent rather than tell twice.
 * @throws {Problem} `messenger-credentials`: found before anything is sent
 */
export function messageChannel(options: MessageOptions): Channel<ChannelPast, Told> {
  const { messenger, type, secrets, patience, tell } = options;
  const plain = type === "release" || type === "prerelease";
  const letterOf = (message: Message) => letterFor(message, messenger, secrets);
  return {
    id: channelId(messenger, type),
    kind: messenger.messenger,
    title: `Message to ${messenger.id}`,
    swap: "native",
    ...(!plain && { tellsOfWithdrawn: true }),
    advertises: () => [],
    inspect: async (_release, past) => past,

    propose(past, release) {
      const message = composeMessage(newsOf(release, options));
      const { receipt, open } = past;
      const told = receipt?.detail?.message === message.id;
      if (told && !(options.again && receipt.detail?.unclear !== undefined)) {
        return { type: "nothing", state: receipt, why: "told already" };
      }
      if (open !== undefined && !options.again && messenger.messenger !== "webhook") {
        return {
          type: "skipped",
          why: "an earlier run may have told it, and was interrupted before it knew; it is not told twice",
        };
      }
      const change = changeOf(letterOf(message), message, receipt?.version ?? null, release.manifest.version);
      return { type: "change", change };
    },

    async apply({ detail: { letter, message } }, _release, fence = noFence) {
      const detail = detailOf(message);
      try {
        const said = await letter.send({ patience, tell, guard: fence.pass });
        return { type: "applied", detail: { ...detail, ...(said !== "" && { said }) } };
      } catch (error) {
        if (!(error instanceof Unclear)) throw error;
        return { type: "applied", detail: { ...detail, unclear: error.message } };
      }
    },

    readBack: async () => ({ equal: true }),

    undo(receipt, past, good) {
      if (past.takenBack) return { type: "nothing", why: "corrected already" };
      if (!plain || !messenger.on.includes("rollback")) {
        return { type: "nothing", why: "it does not get messages about rollbacks" };
      }
      const message = correctionOf(receipt, good, options);
      const to = good?.manifest.version ?? null;
      return { type: "change", change: changeOf(letterOf(message), message, receipt.version, to) };
    },
  };
}

/** What `apply` needs: the letter, and what it tells. */
export interface Told {
  readonly letter: Letter;
  readonly message: Message;
}

/** A release is told once; what else is told of it has steps of its own in the journal. */
function channelId({ id }: PlannedMessenger, type: MessageType): string {
  return type === "release" || type === "prerelease" ? `notify:${id}` : `notify:${id}/${type}`;
}

function changeOf(letter: Letter, message: Message, from: string | null, to: string | null): Change<Told> {
  return {
    summary: `"${message.title}" to ${letter.to}`,
    from,
    to,
    revision: undefined,
    objects: [{ path: message.id, before: undefined, after: textContent(letter.preview) }],
    kept: detailOf(message),
    detail: { letter, message },
  };
}

/** As the journal remembers it, for a correction. */
const detailOf = ({ id, tag, project, url }: Message) => ({ message: id, tag, name: project.name, page: url });

function newsOf({ manifest, page, notes, assets }: ChannelRelease, options: MessageOptions): News {
  const { type, news, install, reason, replacement } = options;
  const [asset] = assets.values();
  return {
    type,
    manifest,
    url: page,
    ...(asset && { downloads: asset.url.slice(0, asset.url.lastIndexOf("/")) }),
    ...(notes !== undefined && { notes }),
    ...(install && { install }),
    ...(reason !== undefined && { reason }),
    ...(replacement !== undefined && { replacement }),
    ...wordsOf(type, news),
  };
}

/** What withdraws a message, from what the journal kept of it. */
function correctionOf(
  { version, detail = {} }: ChannelState,
  good: ChannelRelease | undefined,
  { news, reason }: MessageOptions,
): Message {
  const { name, tag, page } = detail;
  const why = reason ?? (good?.mode.type === "rollback" ? good.mode.reason : undefined);
  return composeMessage({
    type: "rollback",
    manifest: {
      project: good?.manifest.project ?? { name: String(name) },
      version: version ?? "",
      tag: String(tag),
      ...(good && { repository: good.repository }),
    },
    url: good?.page ?? String(page),
    ...(why !== undefined && { reason: why }),
    ...(good && { replacement: good.manifest.version }),
    ...wordsOf("rollback", news),
  });
}

function wordsOf(type: MessageType, { urgent, texts }: PlannedNews): Pick<News, "urgent" | "texts"> {
  const own = texts[type];
  return { urgent: urgent.includes(type), ...(own && { texts: own }) };
}
