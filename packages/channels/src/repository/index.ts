export { githubRepository } from "./github.ts";
export type * from "./repository.ts";
export { sshRepository } from "./ssh.ts";
