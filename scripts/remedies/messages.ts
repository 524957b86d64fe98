import type { Chapter } from "./catalogue.ts";

export const messages: Chapter = {
  title: "Messages",
  state:
    "The release is as it was before; only messages are missing. A re-run sends those that did not arrive, and no other.",
  entries: {
    "messenger-credentials": {
      title: "A messenger has no address or password that can be used",
      remedy:
        'put it into the repository\'s secrets and pass it on; for more than one of a kind write `id: {key: …}` into the secret MESSENGERS: it comes by the input "credentials", of a rollback "messenger-credentials"',
    },
    "messenger-unreachable": {
      title: "A service did not take a message",
      remedy: "re-run this job when the service is well again: only messages that did not arrive are sent",
    },
    "message-refused": {
      title: "A service refuses a message",
      remedy:
        "if the address is wrong or was withdrawn (401, 403, 404, 410), make a new webhook and put its address into the secret; otherwise see what the service says; then re-run this job",
    },
    "webhook-secret-invalid": { title: "The secret of a webhook cannot be read" },
    "mail-login": { title: "The mail server refuses user and password" },
    "mail-tls": { title: "The mail server offers no TLS that can be trusted" },
    "mail-refused": { title: "The mail server refuses sender, recipient or mail" },
  },
};
