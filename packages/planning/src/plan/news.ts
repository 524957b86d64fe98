import { MESSAGE_TYPES, type MessageTexts, mistake, type PlannedMessenger, type PlannedNews } from "@slipway/model";
import type { Config } from "../config/load.ts";
import type { NotifySettings } from "../config/notify.ts";

const PORTS = { starttls: 587, tls: 465, none: 25 } as const;

/** @throws {Problem} `messenger-clash`, `mail-in-the-clear` */
export function planNews(config: Config): PlannedNews | undefined {
  const { notify } = config.settings;
  if (notify === undefined) return undefined;
  const messengers = notify.to.map((entry, index): PlannedMessenger => {
    const settings = typeof entry === "string" ? { messenger: entry, id: entry, on: [...MESSAGE_TYPES] } : entry;
    const shared = { id: settings.id ?? settings.messenger, on: [...new Set(settings.on)] };
    if (settings.messenger !== "email") {
      const mention = "mention" in settings && settings.mention !== undefined ? { mention: settings.mention } : {};
      return { messenger: settings.messenger, ...shared, ...mention } as PlannedMessenger;
    }
    const { messenger, host, tls, port = PORTS[tls], from, to } = settings;
    if (tls === "none" && !/^(?:localhost|127\.|\[?::1)/.test(host)) {
      throw mistake(
        "mail-in-the-clear",
        `mail to ${host} would travel without TLS`,
        "write `tls: starttls` or `tls: tls`; `none` is for a server on the runner itself",
        config.placeOf(["notify", "to", index, "tls"]),
      );
    }
    return { messenger, ...shared, host, port, tls, from, to };
  });
  const ids = messengers.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice !== -1) {
    throw mistake(
      "messenger-clash",
      `two messengers are called "${ids[twice]}"`,
      'give each an "id" of its own',
      config.placeOf(["notify", "to", twice]),
    );
  }
  return { messengers, urgent: [...new Set(notify.urgent)], texts: textsOf(notify.texts) };
}

function textsOf(texts: NotifySettings["texts"]): PlannedNews["texts"] {
  const written: PlannedNews["texts"] = {};
  for (const type of MESSAGE_TYPES) {
    const { title, text } = texts[type] ?? {};
    if (title === undefined && text === undefined) continue;
    written[type] = {
      ...(title !== undefined && { title }),
      ...(text !== undefined && { text }),
    } satisfies MessageTexts;
  }
  return written;
}
